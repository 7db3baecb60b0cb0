/**
 * Stands between libhdf5 and its filters, where nothing else sees what each makes of a chunk: libhdf5 finds a filter's function by its
 * place in the module's table, and ours takes that place. Runs in the file worker and in Node.
 */
import { isLongEnough, isWhole } from './chunk-check.ts';

type Filter = (flags: number, parameters: number, parametersAt: number, bytes: number, roomAt: number, bufferAt: number) => number;

interface Table {
  get(index: number): unknown;
  set(index: number, call: unknown): void;
}

/** What h5wasm's module exports. */
export interface ModuleExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly __heap_base: { readonly value: number };
  readonly __indirect_function_table: Table;
}

interface WasmModules {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: { readonly f: Filter } };
}
declare const WebAssembly: WasmModules;

/** H5Z_class2_t: version, number, packs, unpacks, name, two functions for writing, and the filter; of 4 bytes each. */
const CLASS = { version: 0, id: 1, unpacks: 3, name: 4, filter: 7 };
const CLASS_WORDS = 8;
const CLASS_VERSION = 1;
/** H5Z_FLAG_REVERSE: it is to unpack. */
const REVERSE = 0x100;
const FAILED = 0;

/** In libhdf5 itself, with the names that they have there. */
const BUILT_IN = ['deflate', 'shuffle', 'fletcher32', 'szip', 'nbit', 'scaleoffset'];

const packed = (items: number, bits: number): number => Math.ceil((items * bits) / 8);
/** By number, those that do not look where their bytes end: what they are going to read, by their parameters and where the bytes are. */
const BYTES_NEEDED: Readonly<Record<number, (parameters: Uint32Array, bytesAt: number) => number>> = {
  // nbit, of numbers of one kind: whether they are kept as they are; how many; class 1; size, order, precision.
  5: ([, isKept, items = 0, kind, , , precision = 0]) => (isKept === 0 && kind === 1 ? packed(items, precision) : 0),
  // scaleoffset: the third parameter says how many; a head of 21 bytes begins with the bits of one.
  6: ([, , items = 0], bytesAt) => 21 + packed(items, wordsAt(bytesAt, 1)[0] as number),
};

let module: ModuleExports;
/** Places in the table that are ours. */
const taken = new Set<number>();

/**
 * libhdf5's own filters: they are not exported, but described in memory that is laid out when the module is made. Looked through in 0.5 ms,
 * ten the first time.
 */
export function watchBuiltIn(exports: ModuleExports): void {
  module = exports;
  const words = new Uint32Array(exports.memory.buffer, 0, exports.__heap_base.value >> 2);
  for (let at = 0, found = 0; at + CLASS_WORDS <= words.length && found < BUILT_IN.length; at++) {
    if (words[at] !== CLASS_VERSION || words[at + CLASS.unpacks] !== 1) continue;
    const name = BUILT_IN[(words[at + CLASS.id] as number) - 1];
    if (name === undefined || !isText(words[at + CLASS.name] as number, name)) continue;
    watch(at * 4);
    found++;
  }
}

/** A filter out of a library: its description is asked for when libhdf5 loads it. */
export function watchLoaded(symbolAt: number, index: number): void {
  if (index && isText(symbolAt, 'H5PLget_plugin_info')) watch((module.__indirect_function_table.get(index) as () => number)());
}

function watch(classAt: number): void {
  const words = wordsAt(classAt, CLASS_WORDS);
  const [id, index] = [words[CLASS.id] as number, words[CLASS.filter] as number];
  if (words[CLASS.version] !== CLASS_VERSION || taken.has(index)) return;
  taken.add(index);
  const table = module.__indirect_function_table;
  const filter = table.get(index) as Filter;
  const bytesNeeded = BYTES_NEEDED[id];
  const watched: Filter = (flags, parameters, parametersAt, bytes, roomAt, bufferAt) => {
    if (!(flags & REVERSE)) return filter(flags, parameters, parametersAt, bytes, roomAt, bufferAt);
    const needed = bytesNeeded ? bytesNeeded(wordsAt(parametersAt, parameters), wordsAt(bufferAt, 1)[0] as number) : 0;
    if (!isLongEnough(bytes, needed)) return FAILED;
    const made = filter(flags, parameters, parametersAt, bytes, roomAt, bufferAt);
    return isWhole(id, made) ? made : FAILED;
  };
  table.set(index, asWasm(watched));
}

let adapter: object | undefined;

/** A table takes no function of JavaScript: this module takes one and gives it back as its own. */
function asWasm(filter: Filter): Filter {
  const I32 = 0x7f;
  const type = [1, 0x60, 6, I32, I32, I32, I32, I32, I32, 1, I32];
  adapter ??= new WebAssembly.Module(
    Uint8Array.of(
      ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...[1, type.length, ...type],
      // Imports e.f, of that type; exports f.
      ...[2, 7, 1, 1, 0x65, 1, 0x66, 0, 0],
      ...[7, 5, 1, 1, 0x66, 0, 0],
    ),
  );
  return new WebAssembly.Instance(adapter, { e: { f: filter } }).exports.f;
}

/** Of memory as it is now: it is replaced when it grows. Copied, since filters need not keep words in their places. */
function wordsAt(at: number, count: number): Uint32Array {
  return new Uint32Array(module.memory.buffer.slice(at, at + count * 4));
}

function isText(at: number, text: string): boolean {
  const bytes = new Uint8Array(module.memory.buffer).subarray(at, at + text.length + 1);
  return bytes[text.length] === 0 && [...text].every((letter, i) => bytes[i] === letter.charCodeAt(0));
}
