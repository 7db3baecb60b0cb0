/** Defines the element, and starts the page that it is on: Umbra's own. Page. */
import { UmbraViewer } from './embed/umbra-viewer.tsx';
import { startPage } from './page/page.ts';

customElements.define('umbra-viewer', UmbraViewer);
const element = document.querySelector('umbra-viewer');
if (element instanceof UmbraViewer) startPage(element);
