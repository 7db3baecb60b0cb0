/** How names are compared, whatever their case. Pure; page and compute worker. */

/** As names are compared: whatever their case; a line break ends a field. */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll('\n', ' ');
}
