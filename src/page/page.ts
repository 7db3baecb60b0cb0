/**
 * What belongs to Umbra's own page, and never to the element on a page of someone else: the address, its history, the title. Page, no React.
 */
import type { UmbraViewer } from '../embed/umbra-viewer.tsx';

export function startPage(_element: UmbraViewer): void {}
