/**
 * The text of shadows, as the Python package `shadows` prints them: a line a slot, a tab after the colon, marks behind the names.
 * Pure. The layout is a contract: it is compared to the character.
 */
import { byCodePoint, type Mark, type ShadowNode } from './shadow-node.ts';

/** What a text needs to know of an object; AnnDataShadow and MuDataShadow have it. */
interface Printable {
  readonly nObs: number;
  readonly nVars: number;
  /** Of a view: what it is a view of. */
  readonly parent: { readonly nObs: number; readonly nVars: number } | null;
  slots(): ReadonlyMap<string, ShadowNode>;
}

interface PrintableAnnData extends Printable {
  readonly X: ShadowNode | null;
}

interface PrintableMuData extends Printable {
  readonly modalities: ReadonlyMap<string, PrintableAnnData | PrintableMuData>;
}

/** What is left to say of anything whose file is closed. */
export function closedText(what: string): string {
  return `${what}, closed\n`;
}

/** One slot alone: its name and members, or '' if it has none. */
export function slotText(slot: ShadowNode): string {
  if (slot.session.isClosed) return closedText(slot.name);
  const line = slotLine(slot.name, slot);
  return line ? `${line}\n` : '';
}

export function annDataText(data: PrintableAnnData & ShadowNode): string {
  const kind = kindOf('AnnData', data);
  if (data.session.isClosed) return closedText(kind);
  return [`${kind} with ${sizeText(data)}`, ...annDataLines(data, '  ')].join('\n') + '\n';
}

export function muDataText(data: PrintableMuData & ShadowNode): string {
  const kind = kindOf('MuData', data);
  if (data.session.isClosed) return closedText(kind);
  return [`${kind} with ${sizeText(data)}`, ...muDataLines(data, '  ')].join('\n') + '\n';
}

function kindOf(kind: string, { parent }: Printable): string {
  return `${parent ? 'View of ' : ''}${kind} Shadow object`;
}

function sizeText({ nObs, nVars, parent }: Printable): string {
  return `n_obs × n_vars = ${nObs} × ${nVars}${parent ? ` (original ${parent.nObs} × ${parent.nVars})` : ''}`;
}

function muDataLines(data: PrintableMuData, indent: string): string[] {
  const { size } = data.modalities;
  const lines = [...slotLines(data, indent), `${indent}mod:\t${size} ${size === 1 ? 'modality' : 'modalities'}`];
  for (const [name, modality] of [...data.modalities].sort(([a], [b]) => byCodePoint(a, b))) {
    const inner = `${indent}      `;
    lines.push(`${indent}  ${name}: ${modality.nObs} x ${modality.nVars}`);
    lines.push(...('modalities' in modality ? muDataLines(modality, inner) : annDataLines(modality, inner)));
  }
  return lines;
}

/** Of plain HDF5: a line a member, its own members below it. */
export function treeText(data: ShadowNode): string {
  if (data.session.isClosed) return closedText('HDF5 Shadow object');
  return [`${data.session.outline.file.format} Shadow object`, ...treeLines(data, '  ')].join('\n') + '\n';
}

function treeLines(parent: ShadowNode, indent: string): string[] {
  return [...parent.children().values()].flatMap((shadow) => {
    const { name, mark, node } = shadow;
    // The empty slots of an AnnData.
    if (node === null && shadow.children().size === 0 && !shadow.isAdded) return [];
    const text = [node?.dtype, shadow.shape?.join(' × ')].filter(Boolean).join(', ');
    return [`${indent}${name}${node?.group ? '/' : ''}${mark}${text ? `: ${text}` : ''}`, ...treeLines(shadow, `${indent}  `)];
  });
}

function annDataLines(data: PrintableAnnData, indent: string): string[] {
  // The X line is always there, also with no X in the file; its mark stands between two blanks.
  return [`${indent}X ${data.X?.mark ?? ''} `, ...slotLines(data, indent)];
}

function slotLines(data: Printable, indent: string): string[] {
  const lines: string[] = [];
  for (const [name, slot] of data.slots()) {
    const line = slotLine(name, slot);
    if (line) lines.push(indent + line);
  }
  return lines;
}

/** What the file has first, by name; then the additions, in the order of adding. */
function slotLine(name: string, slot: ShadowNode): string {
  const members = [...slot.children()];
  const inFile = members.filter(([, member]) => !member.isAdded).sort(([a], [b]) => byCodePoint(a, b));
  const added = members.filter(([, member]) => member.isAdded);
  const marked = ([key, { mark }]: [string, { mark: Mark }]): string => `${key}${mark}`;
  return members.length > 0 ? `${name}:\t${[...inFile, ...added].map(marked).join(', ')}` : '';
}
