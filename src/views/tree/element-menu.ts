/** What can be done with an element, in the tree's menu and in the details. Page, no React. */

import { ElemShadow, Hdf5Shadow, MuDataShadow, type ShadowNode } from '../../shadow/index.ts';
import { plainPath, pythonPath } from '../../state/python-path.ts';
import { showings } from '../../state/show.ts';
import type { Viewer } from '../../state/viewer.ts';
import { copyText } from '../../ui/clipboard.ts';
import type { MenuItems } from '../../ui/menu.tsx';
import { additionMenu } from './addition-menu.ts';

export function elementMenu(viewer: Viewer, shadow: ShadowNode): MenuItems {
  const { data, shadow: opened } = viewer.file.getState();
  const isElement = shadow instanceof ElemShadow && !shadow.isAdded && !shadow.node?.problem;
  const read = (): void => {
    if (shadow instanceof ElemShadow)
      void viewer.activity.run(`Reading ${shadow.path}`, null, (options) => shadow.read(options)).catch(() => {});
  };
  const copy = (text: string): void => void copyText(text);
  const objects = data ? [data, ...(data instanceof MuDataShadow ? data.mod.values() : [])] : [];
  // In Python too, a part of a file is an object of its own.
  const root = opened?.session.outline.root.path;
  const inside = (path: string): string => (root ? path.slice(root.length + 1) : path);
  const indexes = new Set(objects.flatMap(({ obs, var: vars }) => [inside(obs.index.path), inside(vars.index.path)]));
  const python =
    opened instanceof Hdf5Shadow ? plainPath(shadow) : pythonPath({ path: inside(shadow.path) }, data instanceof MuDataShadow, indexes);
  const additions = additionMenu(viewer, shadow);
  return [
    ...showings(viewer, shadow).map(({ label, run }) => ({ label, action: run })),
    ...(isElement ? [{ label: 'Read into cache', action: read, disabled: shadow.isWhole }] : []),
    { label: 'Drop from cache', action: () => shadow.clearCache(), disabled: !shadow.isCached },
    ...(additions.length > 0 ? [null, ...additions] : []),
    null,
    { label: 'Copy path', action: () => copy(shadow.path) },
    { label: 'Copy Python', action: () => copy(python) },
    { label: 'Copy as text', action: () => copy(String(shadow)) },
  ];
}
