/** Text and pictures into the clipboard. Text also where a page may not write there by itself (plain http, a frame of another site). Page, no React. */

/** @throws Error where the browser allows neither way */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
}

/**
 * A PNG. Safari lets a page copy only within the click: so it is given the promise of one.
 * @throws Error where the browser does not allow it
 */
export async function copyImage(png: Promise<Blob>): Promise<void> {
  // What goes wrong while drawing is thrown as it is.
  png.catch(() => {});
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
}

/** The old way: deprecated, and the only one without a secure context. */
function copyBySelection(text: string): void {
  const field = document.createElement('textarea');
  field.value = text;
  field.style.cssText = 'position: fixed; opacity: 0';
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  if (!isCopied) throw new Error('The browser does not let this page write to the clipboard.');
}
