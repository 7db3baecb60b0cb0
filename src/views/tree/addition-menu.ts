/** What can be added from an element of the tree, and done with what was added. Page, no React. */
import { type AnnDataShadow, ElemShadow, MapShadow, MuDataShadow, type ShadowNode } from '../../shadow/index.ts';
import { copyColumn, copyElement, removeAddition, renameAdditions } from '../../state/additions/additions.ts';
import { find } from '../../state/find.ts';
import type { NameQuestion } from '../../state/question.ts';
import type { Viewer } from '../../state/viewer.ts';
import type { MenuItems } from '../../ui/menu.tsx';

const COLORS = '_colors';

type Items = { readonly label: string; readonly action: () => void }[];
type Data = AnnDataShadow | MuDataShadow;

export function additionMenu(viewer: Viewer, shadow: ShadowNode): MenuItems {
  const { data } = viewer.file.getState();
  if (!data || !(shadow instanceof ElemShadow) || shadow.node?.problem) return [];
  const home = find(data, parentOf(shadow.path));
  // Indexes, X and the like are no members of a Map: they are not added, and not copied.
  if (!(home instanceof MapShadow) || !home.has(shadow.name)) return [];
  return [...copies(viewer, data, shadow, home), ...(shadow.isAdded ? changes(viewer, data, shadow, home) : [])];
}

function copies(viewer: Viewer, data: Data, shadow: ElemShadow, home: MapShadow): Items {
  const { name } = shadow;
  const copyTo = (label: string, slot: MapShadow, title: string, wanted: string): Items => [
    {
      label,
      action: () =>
        ask(viewer, {
          title,
          home: slot,
          name: wanted,
          action: 'Copy',
          answer: (chosen, _, signal) => copyElement(viewer, shadow, slot, chosen, signal),
        }),
    },
  ];
  const [, mod, slot] = /^mod\/([^/]+)\/([^/]+)$/.exec(home.path) ?? [];
  if (data instanceof MuDataShadow && mod !== undefined && slot === 'obs') {
    const ref = { mod, kind: 'obs', column: name } as const;
    return [
      {
        label: 'Copy to obs of all cells…',
        action: () =>
          ask(viewer, {
            title: `Copy ${name} of ${mod} to obs of all cells`,
            home: data.obs,
            name,
            action: 'Copy',
            colors: data.colorsElement(ref) ? data.uns : null,
            answer: (chosen, withColors, signal) => copyColumn(viewer, data, ref, chosen, withColors, signal),
          }),
      },
    ];
  }
  if (data instanceof MuDataShadow && mod !== undefined && slot === 'uns' && name.endsWith(COLORS))
    return copyTo('Copy to uns of all cells…', data.uns, `Copy ${name} of ${mod} to uns of all cells`, name);
  if (home.name === 'obsm') return copyTo('Copy under a new name…', home, `Copy ${shadow.path}`, freeName(home, `${name}_copy`));
  return [];
}

function changes(viewer: Viewer, data: Data, addition: ElemShadow, home: MapShadow): Items {
  const { name, path } = addition;
  const uns = home.name === 'obs' ? data.at(`${home.path.slice(0, -'obs'.length)}uns`) : null;
  const colors = uns instanceof MapShadow ? uns.get(name + COLORS) : undefined;
  const rename = async (chosen: string, withColors: boolean): Promise<void> => {
    if (chosen === name) return;
    renameAdditions(viewer, data, [[addition, chosen], ...(colors && withColors ? [[colors, chosen + COLORS] as const] : [])]);
  };
  return [
    {
      label: 'Rename…',
      action: () =>
        ask(viewer, {
          title: `Rename ${path}`,
          home,
          name,
          action: 'Rename',
          colors: uns instanceof MapShadow && colors?.isAdded ? uns : null,
          answer: rename,
        }),
    },
    { label: 'Remove', action: () => removeAddition(viewer, data, addition) },
  ];
}

interface Asked {
  readonly title: string;
  /** Where the name is given. */
  readonly home: MapShadow;
  readonly name: string;
  readonly action: string;
  /** Where its colours go along; null or nothing where it has none. */
  readonly colors?: MapShadow | null;
  readonly answer: NameQuestion['answer'];
}

function ask(viewer: Viewer, { title, home, name, action, colors = null, answer }: Asked): void {
  const asked: NameQuestion = {
    kind: 'name',
    title,
    label: `Name in ${home.path}`,
    name,
    action,
    option: colors && 'With its colours',
    problem: (wanted) => home.nameProblem(wanted),
    note: (wanted, withColors) => {
      if (action === 'Rename' && wanted === name) return null;
      return noteOn([[home, wanted], ...(colors && withColors ? [[colors, wanted + COLORS] as const] : [])]);
    },
    answer,
  };
  viewer.question.ask(asked);
}

/** What an addition would stand in for, or take the place of. */
function noteOn(places: readonly (readonly [home: MapShadow, name: string])[]): string | null {
  const taken = places.filter(([home, name]) => home.has(name));
  const paths = (of: typeof taken): string => of.map(([home, name]) => `${home.path}/${name}`).join(' and ');
  const added = taken.filter(([home, name]) => home.get(name)?.isAdded);
  if (added.length > 0) return `It takes the place of ${paths(added)}, which was added before.`;
  return taken.length > 0 ? `It will stand in for the file’s ${paths(taken)} until it is removed.` : null;
}

function freeName(home: MapShadow, wanted: string): string {
  let name = wanted;
  for (let i = 2; home.has(name); i++) name = `${wanted}${i}`;
  return name;
}

function parentOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}
