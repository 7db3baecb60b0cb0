/**
 * Text that is kept in this browser, by its key. Page, no React. Storage is forbidden in some frames, where even asking for it throws:
 * nothing is kept there, and nothing is lost but a comfort.
 */

const LOCAL = (): Storage => localStorage;
/** Of this tab, as long as it is there. */
export const SESSION = (): Storage => sessionStorage;

/** Null where nothing is kept; undefined where storage is forbidden. */
export function readStored(key: string, storage = LOCAL): string | null | undefined {
  try {
    return storage().getItem(key);
  } catch {
    return undefined;
  }
}

/** What was kept as JSON, whatever it is; what is none is null. Undefined where storage is forbidden. */
export function readJson(key: string): unknown {
  const text = readStored(key);
  try {
    return text === undefined ? undefined : JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** @param text null takes away what is kept */
export function writeStored(key: string, text: string | null, storage = LOCAL): void {
  try {
    if (text === null) storage().removeItem(key);
    else storage().setItem(key, text);
  } catch {
    // Forbidden, or full.
  }
}
