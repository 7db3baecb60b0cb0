/** pandas' nullable columns: encodings `nullable-integer`, `nullable-boolean`, `nullable-string-array`. Runs on the file side. */
import { lengthOf } from '../arrays/items.ts';
import { ShadowError } from '../protocol/errors.ts';
import { dtypeOf, readDataset } from './array.ts';
import { type Encoding, member } from './encoding.ts';

export const nullableInteger = nullableEncoding('nullable-integer');
export const nullableBoolean = nullableEncoding('nullable-boolean');
export const nullableString = nullableEncoding('nullable-string-array');

function nullableEncoding(type: string): Encoding {
  return {
    type,
    summarize(node, children) {
      const values = member({ node, children }, 'values').node;
      return { shape: values.shape, dtype: dtypeOf(values) };
    },
    async read(element, selection, context) {
      const values = await readDataset(member(element, 'values'), selection, context);
      const mask = await readDataset(member(element, 'mask'), selection, context);
      const { path } = element.node;
      if (mask.kind !== 'boolean' && !(mask.kind === 'numeric' && (mask.data instanceof Int8Array || mask.data instanceof Uint8Array))) {
        throw new ShadowError({ tag: 'corrupt', path, message: `${path}: its mask is not a list of true and false.` });
      }
      if (values.kind === 'categorical' || values.kind === 'record') {
        throw new ShadowError({ tag: 'corrupt', path, message: `${path}: its values have a type that this encoding does not allow.` });
      }
      if (mask.data.length !== lengthOf(values)) {
        throw new ShadowError({
          tag: 'corrupt',
          path,
          message: `${path} has ${lengthOf(values)} values, but ${mask.data.length} marks of which are missing.`,
        });
      }
      return { ...values, mask: Uint8Array.from(mask.data as Uint8Array, (isMissing) => (isMissing ? 1 : 0)) };
    },
  };
}
