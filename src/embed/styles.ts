/** All styles of the viewer as one sheet, for the shadow root: a host page's styles do not reach in, ours do not reach out. Page. */

const modules = import.meta.glob<string>('../**/*.module.css', { query: '?inline', import: 'default', eager: true });

let sheet: CSSStyleSheet | undefined;

export function viewerStyles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(Object.values(modules).join('\n'));
  }
  return sheet;
}
