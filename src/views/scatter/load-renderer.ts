/** Fetches the drawing code, which is most of the script: as soon as a file is about to be opened, not before. Page. */
let loading: Promise<typeof import('../../layers/scatter-renderer.ts')> | undefined;

export function loadRenderer(): Promise<typeof import('../../layers/scatter-renderer.ts')> {
  loading ??= import('../../layers/scatter-renderer.ts');
  return loading;
}
