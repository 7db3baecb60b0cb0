/** Sizes of panels, kept in this browser. Page, no React. */
import type { Layout } from 'react-resizable-panels';

const KEY = 'umbra.layout.';

export function rememberedLayout(id: string): Layout | undefined {
  try {
    const layout: unknown = JSON.parse(localStorage.getItem(KEY + id) ?? 'null');
    return typeof layout === 'object' && layout !== null ? (layout as Layout) : undefined;
  } catch {
    // Storage is forbidden in some frames.
    return undefined;
  }
}

export function rememberLayout(id: string, layout: Layout): void {
  try {
    localStorage.setItem(KEY + id, JSON.stringify(layout));
  } catch {
    // Nothing is lost but a preference.
  }
}
