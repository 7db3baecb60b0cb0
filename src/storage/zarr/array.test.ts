import { describe, expect, it } from 'vitest';
import type { KeyStore } from '../../io/store/store.ts';
import { arrayOfV2, arrayOfV3, type ZarrArray } from './array.ts';
import { ArrayReader } from './array-reader.ts';
import { type JsonObject, parseJson } from './json.ts';

const V2 = { zarr_format: 2, shape: [4], chunks: [4], dtype: '<f8', compressor: null, filters: null, fill_value: 0, order: 'C' };
const NOTHING: KeyStore = { name: 'x', size: null, get: async () => undefined };

const readOf = (array: ZarrArray | null, store = NOTHING) => new ArrayReader('x', array as ZarrArray, store).read(null, {});

describe('metadata that ask for more than there is', () => {
  it('are of an array that cannot be read, not of a store that cannot', () => {
    expect(arrayOfV2({ ...V2, dtype: '<U99999999999' })?.dtype).toMatchObject({ kind: 'unsupported' });
    expect(arrayOfV2({ ...V2, dtype: [['a', '<f8', [1e9, 1e9]]] })?.dtype).toMatchObject({ kind: 'unsupported' });
    const configuration = { length_bytes: 6 };
    const v3 = { shape: [4], chunk_grid: { name: 'regular', configuration: { chunk_shape: [4] } }, codecs: ['bytes'], fill_value: '' };
    expect(arrayOfV3({ ...v3, data_type: { name: 'fixed_length_utf32', configuration } })?.dtype).toMatchObject({ kind: 'unsupported' });
  });

  it('take no memory for a chunk that is not there', () => {
    expect(() => new ArrayReader('x', arrayOfV2({ ...V2, chunks: [2 ** 40] }) as ZarrArray, NOTHING)).toThrow('chunks of 8.8 TB');
  });
});

describe('a fill value', () => {
  const metadata = (dtype: string, fill: string): ZarrArray | null => {
    const text = JSON.stringify({ ...V2, dtype, fill_value: 'FILL' }).replace('"FILL"', fill);
    return arrayOfV2(parseJson(new TextEncoder().encode(text)) as JsonObject);
  };

  it('is known as far as JavaScript has its number', async () => {
    expect(await readOf(metadata('<i8', '-9007199254740991'))).toMatchObject({ data: new BigInt64Array(4).fill(-9007199254740991n) });
  });

  it.each([
    ['<i8', '9223372036854775807'],
    ['<u8', '18446744073709551615'],
    ['<f2', '0.1'],
  ])('that is not known stands for no chunk, and is in the way of no other: %s %s', async (dtype, fill) => {
    const array = metadata(dtype, fill);
    await expect(readOf(array)).rejects.toMatchObject({ tag: 'unsupported', message: expect.stringContaining('the fill value') });
    const whole: KeyStore = { ...NOTHING, get: async () => new Uint8Array(dtype === '<f2' ? 8 : 32) };
    expect(await readOf(array, whole)).toMatchObject({ shape: [4] });
  });
});

describe('texts in Fortran order', () => {
  it('lie where numcodecs puts them', async () => {
    const texts = ['a', 'd', 'b', 'e', 'c', 'f'];
    const bytes = Uint8Array.of(6, 0, 0, 0, ...texts.flatMap((text) => [1, 0, 0, 0, text.charCodeAt(0)]));
    const array = arrayOfV2({ ...V2, shape: [2, 3], chunks: [2, 3], dtype: '|O', order: 'F', filters: [{ id: 'vlen-utf8' }] });
    const value = await readOf(array, { ...NOTHING, get: async () => bytes });
    expect(value).toMatchObject({ kind: 'string', shape: [2, 3], bytes: new TextEncoder().encode('abcdef') });
  });
});

describe('a delta', () => {
  it('is not undone where it is one of other numbers than the array has', () => {
    const delta = (dtype: string) => arrayOfV2({ ...V2, dtype: '<i8', filters: [{ id: 'delta', dtype, astype: dtype }] })?.hindrance;
    expect(delta('<i8')).toBeNull();
    expect(delta('<i4')).toContain('delta of another type');
  });
});
