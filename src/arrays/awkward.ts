/**
 * Ragged arrays, put together out of their form and buffers. Pure; runs on every thread.
 * Source: the forms of Awkward Array 2 (awkward/forms), whose buffers are named `<form_key>-data`, `-offsets`, `-index`…
 */
import { ShadowError } from '../protocol/errors.ts';
import { type ArrayValue, type AwkwardArray, NUMBER_ARRAYS } from '../protocol/values.ts';
import { packStrings } from './from-js.ts';
import { type Item, itemAt } from './items.ts';
import { pythonText } from './python-text.ts';

/** An item: a value, a list of items, or a record of them. */
export type Nested = Item | readonly Nested[] | { readonly [field: string]: Nested };

interface Form {
  readonly class: string;
  readonly form_key?: string | null;
  readonly primitive?: string;
  readonly inner_shape?: readonly number[];
  readonly content?: Form | string;
  readonly contents?: readonly (Form | string)[];
  readonly fields?: readonly string[] | null;
  readonly size?: number;
  readonly valid_when?: boolean;
  readonly lsb_order?: boolean;
  readonly parameters?: { readonly __array__?: string };
}

/** One layout: its items by position, and the leaves below some of them, in awkward's order. */
interface Layout {
  item(i: number): Nested;
  leaves(positions: readonly number[], into: Leaves[]): void;
}

interface Leaves {
  readonly dtype: string;
  readonly items: Item[];
}

/** Items `start` to `end`, end exclusive. @throws ShadowError `unsupported`, `corrupt` */
export function awkwardItems(value: AwkwardArray, start: number, end: number): Nested[] {
  const layout = layoutOf(value);
  return Array.from({ length: Math.max(0, Math.min(end, value.shape[0] ?? 0) - start) }, (_, i) => layout.item(start + i));
}

/**
 * All leaves, flattened, without the missing ones, as `ak.flatten(axis=None)` has them: of records field by field. Text beside numbers,
 * which awkward refuses to flatten, makes text of all, as in numpy.
 */
export function awkwardLeaves(value: AwkwardArray): ArrayValue {
  const found: Leaves[] = [];
  layoutOf(value).leaves(range(0, value.shape[0] ?? 0), found);
  const dtype = commonDtype([...new Set(found.map((leaves) => leaves.dtype))]);
  if (dtype === 'str')
    return packStrings(found.flatMap((leaves) => leaves.items.map((item) => pythonText(item, leaves.dtype.startsWith('float')))));
  const items = found.flatMap((leaves) => leaves.items);
  const shape = [items.length];
  if (dtype === 'bool') return { kind: 'boolean', shape, data: Uint8Array.from(items, Number) };
  const Numbers = NUMBER_ARRAYS[dtype] ?? Float64Array;
  const isBig = Numbers === BigInt64Array || Numbers === BigUint64Array;
  const data = Numbers.from(items.map((item) => (isBig ? BigInt(item as number) : Number(item))) as never);
  return { kind: 'numeric', dtype, shape, data: data as never };
}

/** One that holds all values of these, as numpy's promotion does, but not always the narrowest. An array without any type has float64. */
function commonDtype(dtypes: readonly string[]): string {
  const [only = 'float64', ...others] = dtypes;
  if (others.length === 0) return only;
  if (dtypes.includes('str')) return 'str';
  if (!dtypes.every((dtype) => /int|bool/.test(dtype))) return 'float64';
  if (!dtypes.includes('uint64')) return 'int64';
  return dtypes.some((dtype) => dtype.startsWith('int')) ? 'float64' : 'uint64';
}

function layoutOf(value: AwkwardArray): Layout {
  const buffers = new Map(value.buffers);
  let form: Form;
  try {
    form = JSON.parse(value.form) as Form;
  } catch (error) {
    throw new ShadowError({ tag: 'corrupt', message: 'The form of this ragged array is not JSON.', cause: String(error) });
  }
  return build(form, (name) => {
    const buffer = buffers.get(name);
    if (!buffer) throw new ShadowError({ tag: 'corrupt', message: `This ragged array has no buffer “${name}”, which its form needs.` });
    return buffer;
  });
}

function build(given: Form | string, buffer: (name: string) => ArrayValue): Layout {
  const form: Form = typeof given === 'string' ? { class: 'NumpyArray', primitive: given } : given;
  const part = (role: string): ArrayValue => buffer(`${form.form_key}-${role}`);
  const numbers = (role: string): ((i: number) => number) => {
    const values = part(role);
    return (i) => within(Number(itemAt(values, i) ?? Number.NaN), form, role);
  };
  const content = (): Layout => build(form.content ?? { class: 'EmptyArray' }, buffer);
  switch (form.class) {
    case 'EmptyArray':
      return { item: () => null, leaves: () => {} };
    case 'NumpyArray':
      return numpyLayout(form, part('data'));
    case 'ListOffsetArray': {
      const offsets = numbers('offsets');
      return listLayout(form, content(), offsets, (i) => offsets(i + 1));
    }
    case 'ListArray':
      return listLayout(form, content(), numbers('starts'), numbers('stops'));
    case 'RegularArray': {
      const size = form.size ?? 0;
      return listLayout(
        form,
        content(),
        (i) => i * size,
        (i) => (i + 1) * size,
      );
    }
    case 'RecordArray':
      return recordLayout(form, buffer);
    case 'IndexedArray':
    case 'IndexedOptionArray':
      return indirect(content(), numbers('index'));
    case 'ByteMaskedArray': {
      const mask = numbers('mask');
      return indirect(content(), (i) => ((mask(i) !== 0) === (form.valid_when ?? false) ? i : -1));
    }
    case 'BitMaskedArray': {
      const mask = numbers('mask');
      const bit = (i: number): boolean => ((mask(i >> 3) >> (form.lsb_order === false ? 7 - (i & 7) : i & 7)) & 1) === 1;
      return indirect(content(), (i) => (bit(i) === (form.valid_when ?? false) ? i : -1));
    }
    case 'UnmaskedArray':
      return content();
    case 'UnionArray': {
      const contents = (form.contents ?? []).map((each) => build(each, buffer));
      const [tags, index] = [numbers('tags'), numbers('index')];
      return {
        item: (i) => contents[tags(i)]?.item(index(i)) ?? null,
        leaves: (positions, into) => {
          for (const i of positions) contents[tags(i)]?.leaves([index(i)], into);
        },
      };
    }
    default:
      throw new ShadowError({
        tag: 'unsupported',
        message: `This ragged array has a part of the kind ${form.class}, which Umbra does not read.`,
      });
  }
}

/** A position that is not in its buffer means that the buffers do not belong together. */
function within(value: number, form: Form, role: string): number {
  if (Number.isInteger(value)) return value;
  throw new ShadowError({ tag: 'corrupt', message: `This ragged array is cut off: ${form.form_key}-${role} is too short.` });
}

function numpyLayout(form: Form, data: ArrayValue): Layout {
  const dtype = form.primitive ?? 'float64';
  const inner = form.inner_shape ?? [];
  const size = inner.reduce((product, n) => product * n, 1);
  const flat = (i: number): Item => {
    const item = itemAt(data, i);
    // A buffer of bytes holds the flags of a bool.
    return dtype === 'bool' && typeof item === 'number' ? item !== 0 : item;
  };
  const nest = (start: number, axis: number): Nested => {
    if (axis === inner.length) return flat(start);
    const step = inner.slice(axis + 1).reduce((product, n) => product * n, 1);
    return range(0, inner[axis] as number).map((i) => nest(start + i * step, axis + 1));
  };
  return {
    item: (i) => nest(i * size, 0),
    leaves: (positions, into) => {
      into.push({ dtype, items: positions.flatMap((i) => range(i * size, (i + 1) * size).map(flat)) });
    },
  };
}

/** A list of characters is a text. */
function listLayout(form: Form, content: Layout, start: (i: number) => number, stop: (i: number) => number): Layout {
  const inside = (i: number): number[] => range(start(i), stop(i));
  const kind = form.parameters?.__array__;
  if (kind !== 'string' && kind !== 'bytestring') {
    return {
      item: (i) => inside(i).map(content.item),
      leaves: (positions, into) => content.leaves(positions.flatMap(inside), into),
    };
  }
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const text = (i: number): string => decoder.decode(Uint8Array.from(inside(i), (at) => Number(content.item(at))));
  return { item: text, leaves: (positions, into) => into.push({ dtype: 'str', items: positions.map(text) }) };
}

function recordLayout(form: Form, buffer: (name: string) => ArrayValue): Layout {
  const contents = (form.contents ?? []).map((each) => build(each, buffer));
  const { fields } = form;
  return {
    // A Map is no plain value, and Object.fromEntries keeps a field called `__proto__` as its own.
    item: (i) =>
      fields ? Object.fromEntries(fields.map((name, f) => [name, contents[f]?.item(i) ?? null])) : contents.map((each) => each.item(i)),
    leaves: (positions, into) => {
      for (const each of contents) each.leaves(positions, into);
    },
  };
}

/** Items by an index into the content, where a negative one is missing. */
function indirect(content: Layout, index: (i: number) => number): Layout {
  return {
    item: (i) => (index(i) < 0 ? null : content.item(index(i))),
    leaves: (positions, into) =>
      content.leaves(
        positions.map(index).filter((at) => at >= 0),
        into,
      ),
  };
}

function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i);
}
