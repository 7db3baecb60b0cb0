/** What the user chose for the indexes of genes; in local storage. Page, no React. Where storage is forbidden, for this page only. */

export interface IndexSettings {
  /** Whether indexes are built. */
  readonly isOn: boolean;
  /** Whether those of a file are given up when it is closed. */
  readonly isForgetting: boolean;
  /** Whether one may take a lot of the disk: asked once. */
  readonly isLargeAllowed: boolean;
}

const KEY = 'umbra.index';
const DEFAULTS: IndexSettings = { isOn: true, isForgetting: false, isLargeAllowed: false };

export function storedSettings(): IndexSettings {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Record<keyof IndexSettings, unknown>>;
    const chosen = Object.entries(stored).filter(([name, value]) => name in DEFAULTS && typeof value === 'boolean');
    return { ...DEFAULTS, ...Object.fromEntries(chosen) };
  } catch {
    return DEFAULTS;
  }
}

export function storeSettings(settings: IndexSettings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Nothing is lost but a preference.
  }
}
