/**
 * `obsmap` (or `varmap`) of one modality in a view of a MuData. The modality's view has the cells that are in the MuData's view,
 * in the same order, so the positions count up. Pure.
 */
import { sliceArray } from '../arrays/slice.ts';
import type { Selection } from '../protocol/selection.ts';
import type { ArrayValue, Value } from '../protocol/values.ts';
import { ElemView } from './elem-view.ts';
import type { CallOptions } from './reader.ts';

export class MapView extends ElemView {
  override peek(): Value | null {
    const value = super.peek();
    return value && countUp(value);
  }

  override async read(options: CallOptions = {}): Promise<Value> {
    return countUp(await super.read(options));
  }

  override async select(selections: readonly Selection[], options: CallOptions = {}): Promise<ArrayValue> {
    return sliceArray((await this.read(options)) as ArrayValue, selections);
  }
}

/** 1, 2, 3… where there was a position, 0 where there was none. Where flags stand for positions, they do still. */
function countUp(value: Value): Value {
  if (value.kind !== 'numeric') return value;
  const isBig = value.data instanceof BigInt64Array || value.data instanceof BigUint64Array;
  const data = value.data.slice();
  let position = 0;
  for (let i = 0; i < data.length; i++) {
    const next = (data[i] as number) > 0 ? ++position : 0;
    data[i] = (isBig ? BigInt(next) : next) as never;
  }
  return { ...value, data };
}
