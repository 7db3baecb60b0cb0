/**
 * Defines the element on anybody's page, from one script (`umbra-viewer.js`), and nothing else: no address, title or message of that
 * page is touched. A page that has it twice keeps the first. Page.
 */
import { UmbraViewer } from './umbra-viewer.tsx';

if (!customElements.get('umbra-viewer')) customElements.define('umbra-viewer', UmbraViewer);
