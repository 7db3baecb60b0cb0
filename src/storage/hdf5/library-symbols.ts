/**
 * C functions that filters call and h5wasm does not give them: blosc's zlib, zfp's doubles, what they print of damaged bytes. Without
 * them such a call throws through libhdf5's frames, and nothing the library says afterwards could be trusted. Also tells of each filter
 * that is loaded. Runs in the file worker and in Node; imported before h5wasm, which offers no other way in than the imports of its module.
 */
import type { Inflater } from '../../io/inflate/inflater.ts';
import { type ModuleExports, watchBuiltIn, watchLoaded } from './filter-calls.ts';

const OK = 0;
const DATA_ERROR = -3;
const MEMORY_ERROR = -4;

interface Memory {
  /** Replaced whenever it grows. */
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  _malloc(bytes: number): number;
}

let memory: Memory;
let inflater: Inflater;
let errnoAt = 0;

/** Told once the library is loaded: no filter is called before. */
export function setMemory(library: Memory, loaded: Inflater): void {
  memory = library;
  inflater = loaded;
}

const int32At = (pointer: number): DataView => new DataView(memory.HEAPU8.buffer, pointer, 4);
/** What filters print goes nowhere: that they fail is known by their answer. */
const print = (): number => 0;

const SYMBOLS = {
  /** zlib's: fills `to`, whose length stands at `length`. Fewer bytes than that are an error: to blosc, who asks, they are as well. */
  uncompress(to: number, length: number, from: number, bytes: number): number {
    const heap = memory.HEAPU8;
    const room = int32At(length).getUint32(0, true);
    try {
      inflater.reserve(bytes, room);
    } catch {
      return MEMORY_ERROR;
    }
    inflater.input.set(heap.subarray(from, from + bytes));
    if (!inflater.inflate(0, bytes, 0, room)) return DATA_ERROR;
    heap.set(inflater.output.subarray(0, room), to);
    return OK;
  },
  ldexp,
  frexp(value: number, exponentAt: number): number {
    const [fraction, exponent] = frexp(value);
    int32At(exponentAt).setInt32(0, exponent, true);
    return fraction;
  },
  memcmp(left: number, right: number, bytes: number): number {
    const heap = memory.HEAPU8;
    for (let i = 0; i < bytes; i++) {
      const difference = (heap[left + i] as number) - (heap[right + i] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  },
  __errno_location(): number {
    errnoAt ||= memory._malloc(4);
    return errnoAt;
  },
  fiprintf: print,
  __small_fprintf: print,
  fwrite: print,
  fputc: print,
  fflush: print,
  puts: print,
};

/** `fraction · 2^exponent`, in two steps where the power alone would overflow. */
function ldexp(fraction: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return fraction * 2 ** half * 2 ** (exponent - half);
}

/** A number as a fraction in [0.5, 1) and a power of two. */
function frexp(value: number): [fraction: number, exponent: number] {
  if (value === 0 || !Number.isFinite(value)) return [value, 0];
  let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(value))) + 1);
  let fraction = ldexp(value, -exponent);
  while (Math.abs(fraction) < 0.5) [fraction, exponent] = [fraction * 2, exponent - 1];
  while (Math.abs(fraction) >= 1) [fraction, exponent] = [fraction / 2, exponent + 1];
  return [fraction, exponent];
}

type FindSymbol = (library: number, name: number, into: number) => number;
interface Imports {
  readonly env: Record<string, unknown> & { _dlsym_js: FindSymbol };
}
interface Instantiate {
  instantiate(bytes: Uint8Array, imports: Imports): Promise<{ readonly instance: { readonly exports: ModuleExports } }>;
}
declare const WebAssembly: Instantiate;

const original = WebAssembly.instantiate;
/** Once: h5wasm's own module is the first that asks. */
WebAssembly.instantiate = async (bytes, imports) => {
  WebAssembly.instantiate = original;
  Object.assign(imports.env, SYMBOLS);
  const find = imports.env._dlsym_js;
  imports.env._dlsym_js = (library, name, into) => {
    const place = find(library, name, into);
    watchLoaded(name, place);
    return place;
  };
  const made = await original.call(WebAssembly, bytes, imports);
  watchBuiltIn(made.instance.exports);
  return made;
};
