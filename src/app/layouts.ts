/** Sizes of panels, kept in this browser. Page, no React. */
import type { Layout } from 'react-resizable-panels';
import { readJson, writeStored } from '../state/stored.ts';

const KEY = 'umbra.layout.';

export function rememberedLayout(id: string): Layout | undefined {
  const layout = readJson(KEY + id);
  return typeof layout === 'object' && layout !== null ? (layout as Layout) : undefined;
}

export function rememberLayout(id: string, layout: Layout): void {
  writeStored(KEY + id, JSON.stringify(layout));
}
