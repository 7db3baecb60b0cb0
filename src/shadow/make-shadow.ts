/** The shadow that fits an element: the one place that knows all classes. Pure. */
import type { OutlineNode } from '../protocol/outline.ts';
import { AnnDataShadow } from './anndata-shadow.ts';
import { DataFrameShadow } from './data-frame-shadow.ts';
import { ElemShadow } from './elem-shadow.ts';
import { MuDataShadow } from './mudata-shadow.ts';
import type { Session } from './session.ts';
import type { ShadowNode } from './shadow-node.ts';
import { Slot } from './slot.ts';

export function makeShadow(session: Session, path: string, node: OutlineNode): ShadowNode {
  if (node.problem) return new ElemShadow(session, path, node);
  switch (node.encoding) {
    case 'dataframe':
      return new DataFrameShadow(session, path, node);
    case 'anndata':
      return new AnnDataShadow(session, path, node, makeShadow);
    case 'MuData':
      return new MuDataShadow(session, path, node, makeShadow);
    case 'dict':
      return new Slot(session, path, node, makeShadow);
    default:
      return new ElemShadow(session, path, node);
  }
}
