/** An HDF5 file that is neither AnnData nor MuData: its groups, datasets and attributes as they lie, nothing read. Pure. */
import type { OutlineNode } from '../protocol/outline.ts';
import { FileShadow } from './file-shadow.ts';
import { foreignHdf5, type Resemblance } from './foreign-hdf5.ts';
import { treeText } from './repr.ts';
import type { Session } from './session.ts';
import type { ShadowNode } from './shadow-node.ts';

/** What is in a file, the root not counted. What is in an AnnData is not counted either: it need not lie in the file so. */
export interface Hdf5Counts {
  objects: number;
  groups: number;
  datasets: number;
}

/** Makes the shadow that fits an element of the file. */
type MakeShadow = (session: Session, path: string, node: OutlineNode) => ShadowNode;

export class Hdf5Shadow extends FileShadow {
  readonly #members: ReadonlyMap<string, ShadowNode>;
  readonly counts: Readonly<Hdf5Counts>;

  constructor(session: Session, node: OutlineNode, make: MakeShadow) {
    super(session, '', node);
    this.#members = new Map(node.children.map((child) => [child.name, make(session, child.name, child)]));
    this.counts = { objects: 0, groups: 0, datasets: 0 };
    for (const child of node.children) count(child, this.counts);
  }

  /** What kind of file it looks like, and what can be done with it; null for what is not known. */
  get resemblance(): Resemblance | null {
    return this.node && foreignHdf5(this.node);
  }

  override children(): ReadonlyMap<string, ShadowNode> {
    return this.#members;
  }

  override toString(): string {
    return treeText(this);
  }
}

function count(node: OutlineNode, counts: Hdf5Counts): void {
  if (node.encoding === 'anndata' || node.encoding === 'MuData') counts.objects++;
  else if (node.group) {
    counts.groups++;
    for (const child of node.children) count(child, counts);
  } else if (node.shape || node.encoding === 'null') counts.datasets++;
}
