/** Defines the element, nothing else. Page. */
import { UmbraViewer } from './embed/umbra-viewer.tsx';

customElements.define('umbra-viewer', UmbraViewer);
