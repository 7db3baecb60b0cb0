/** What the user chose for the indexes of genes; in local storage. Page, no React. Where storage is forbidden, for this page only. */
import { readJson, writeStored } from '../stored.ts';

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
  const chosen = Object.entries(readJson(KEY) ?? {}).filter(([name, value]) => name in DEFAULTS && typeof value === 'boolean');
  return { ...DEFAULTS, ...Object.fromEntries(chosen) };
}

export function storeSettings(settings: IndexSettings): void {
  writeStored(KEY, JSON.stringify(settings));
}
