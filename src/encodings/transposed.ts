/**
 * A dense matrix that lies in the file as genes × cells, seen as cells × genes. Runs on the file side.
 * A part of it is read block by block out of the rows of the file and turned on the way; the whole becomes CSR, as `read_loom` has it.
 */
import { ShadowError } from '../protocol/errors.ts';
import { normalizeSelection, type Selection, selectionLength, toRanges } from '../protocol/selection.ts';
import type { BooleanArray, NumberData, NumericArray, SparseMatrix } from '../protocol/values.ts';
import type { Span } from '../storage/storage.ts';
import { readDataset } from './array.ts';
import type { Conversion } from './conversion.ts';
import { makeElement } from './element.ts';
import type { Element, Encoding, ReadContext } from './encoding.ts';
import { csr } from './sparse.ts';
import { madeOf } from './virtual.ts';

type Numbers = NumericArray | BooleanArray;

/** Items of the file that are in memory at a time, besides the result. */
const ITEMS_A_BLOCK = 4 * 1024 * 1024;

export function transposed(matrix: Element, path: string, conversion?: Conversion): Element {
  const { node } = matrix;
  const [rows = 0, columns = 0] = node.shape ?? [];
  const encoding: Encoding = {
    type: csr.type,
    summarize: () => ({ shape: [columns, rows], dtype: conversion?.dtype ?? matrix.outline.dtype }),
    async read(_self, selection, context) {
      const value = selection ? await readPart(matrix, selection, context) : await readWhole(matrix, context);
      return conversion ? conversion.convert(value) : value;
    },
  };
  const turned = {
    ...node,
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    shape: [columns, rows],
    chunks: node.chunks?.toReversed() ?? null,
  };
  const element = madeOf(matrix, makeElement(turned, encoding, []));
  // What is said of the file stays true of it.
  return { ...element, outline: { ...element.outline, layout: matrix.outline.layout } };
}

async function readPart(matrix: Element, selection: readonly Selection[], context: ReadContext): Promise<Numbers> {
  const [rows = 0, columns = 0] = matrix.node.shape ?? [];
  const [cells, genes] = [
    normalizeSelection(selection[0] ?? null, columns, 'row'),
    normalizeSelection(selection[1] ?? null, rows, 'column'),
  ];
  const [height, width] = [selectionLength(cells, columns), selectionLength(genes, rows)];
  const empty = await readRows(matrix, { start: 0, end: 0 }, cells, context);
  const data = new (empty.data.constructor as new (length: number) => NumberData)(height * width);
  let at = 0;
  for (const span of blocksOf(matrix, genes, cells)) {
    const block = await readRows(matrix, span, cells, context);
    const count = span.end - span.start;
    for (let gene = 0; gene < count; gene++)
      for (let cell = 0; cell < height; cell++) data[cell * width + at + gene] = block.data[gene * height + cell] as never;
    at += count;
    if (at < width) await context.onSlab?.(at / width);
  }
  return { ...empty, shape: [height, width], data } as Numbers;
}

/** Two steps: the entries gene by gene as they come, then put in the order of the cells. */
async function readWhole(matrix: Element, context: ReadContext): Promise<SparseMatrix> {
  const [rows = 0, columns = 0] = matrix.node.shape ?? [];
  const blocks: Entries[] = [];
  const indptr = new Float64Array(columns + 1);
  const empty = await readRows(matrix, { start: 0, end: 0 }, null, context);
  for (const span of blocksOf(matrix, null, null)) {
    const { data } = await readRows(matrix, span, null, context);
    const block = takeEntries(data, columns, span.start, indptr);
    blocks.push(block);
    if (span.end < rows) await context.onSlab?.(span.end / rows);
  }
  for (let cell = 0; cell < columns; cell++) (indptr[cell + 1] as number) += indptr[cell] as number;
  const total = indptr[columns] as number;
  const data = new (empty.data.constructor as new (length: number) => NumberData)(total);
  const indices = new Int32Array(total);
  const next = indptr.slice();
  for (const block of blocks) {
    for (let i = 0; i < block.genes.length; i++) {
      const at = (next[block.cells[i] as number] as number)++;
      data[at] = block.values[i] as never;
      indices[at] = block.genes[i] as number;
    }
  }
  const values = { ...empty, shape: [total], data } as Numbers;
  return { kind: 'sparse', format: 'csr', shape: [columns, rows], indptr, indices, values };
}

/** What is not zero in some rows of the file. */
interface Entries {
  readonly values: NumberData;
  readonly genes: Int32Array;
  readonly cells: Int32Array;
}

/** @param counts of each cell, one place further on: counted up */
function takeEntries(data: NumberData, width: number, firstGene: number, counts: Float64Array): Entries {
  let count = 0;
  for (let i = 0; i < data.length; i++) if (!isZero(data[i] as number)) count++;
  const values = new (data.constructor as new (length: number) => NumberData)(count);
  const [genes, cells] = [new Int32Array(count), new Int32Array(count)];
  let at = 0;
  for (let row = 0, gene = firstGene; row < data.length; row += width, gene++) {
    for (let cell = 0; cell < width; cell++) {
      const value = data[row + cell] as number;
      if (isZero(value)) continue;
      values[at] = value;
      genes[at] = gene;
      cells[at++] = cell;
      (counts[cell + 1] as number)++;
    }
  }
  return { values, genes, cells };
}

/** Also of a BigInt; NaN is an entry. */
function isZero(value: number): boolean {
  return !value && !Number.isNaN(value);
}

/** Rows of the file in blocks that end at a chunk's border where they can, so that no chunk is decoded twice. */
function* blocksOf(matrix: Element, rows: Selection, columns: Selection): Generator<Span> {
  const [length = 0, width = 0] = matrix.node.shape ?? [];
  const chunk = matrix.node.chunks?.[0] ?? 1;
  // A list of columns is taken out of all that it spans.
  const across = columns instanceof Uint32Array ? width : selectionLength(columns, width);
  const rowsABlock = Math.max(1, Math.floor(ITEMS_A_BLOCK / Math.max(1, across)));
  for (const { start, end } of toRanges(rows, length)) {
    for (let from = start; from < end; ) {
      const aligned = Math.floor((from + rowsABlock) / chunk) * chunk;
      const to = Math.min(end, aligned > from ? aligned : from + rowsABlock);
      yield { start: from, end: to };
      from = to;
    }
  }
}

async function readRows(matrix: Element, { start, end }: Span, columns: Selection, context: ReadContext): Promise<Numbers> {
  const { onSlab: _, ...quiet } = context;
  const value = await readDataset(matrix, [[start, end], columns], quiet);
  if (value.kind === 'boolean' || (value.kind === 'numeric' && !value.dtype.startsWith('complex'))) return value;
  const { path } = matrix.node;
  throw new ShadowError({ tag: 'unsupported', path, message: `${path} does not hold numbers.` });
}
