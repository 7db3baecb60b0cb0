import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BASES, READER } from '../../fuzz/bases.ts';
import { expectedReading, loadExpected, SEEDS } from '../../fuzz/expected.ts';
import { judge, type Reading } from '../../fuzz/judge.ts';
import { Watched } from '../../fuzz/pool.ts';
import { mutate } from '../testing/mutate.ts';

describe('damaged files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'umbra-damaged-'));
  const reader = new Watched(READER, { milliseconds: 20_000, bytes: 2 ** 31 });
  const expected = loadExpected();
  afterAll(() => {
    reader.stop();
    rmSync(folder, { recursive: true });
  });

  // Each in a process that may be killed: it must not have to be.
  it.each(BASES)('end in what h5py reads, or in an error that says what is wrong: %s', async (base) => {
    const original = readFileSync(base);
    for (let seed = BASES.indexOf(base); seed < SEEDS; seed += BASES.length) {
      const { bytes, what } = mutate(original, seed);
      const file = join(folder, `${seed}${extname(base)}`);
      writeFileSync(file, bytes);
      const answer = await reader.ask(file);
      const context = `seed ${seed}: ${what}`;
      if (!('line' in answer)) throw new Error(`${context}: ${answer.died}: ${answer.said}`);
      const reading = JSON.parse(answer.line) as Reading & { elements: { elements?: Reading['elements'] } };
      const python = expectedReading(basename(base), seed, expected) ?? { opens: true, digests: reading.digests, elements: {} };
      const before = expectedReading(basename(base), seed, { ...expected, damaged: { [seed]: {} } }) as Reading;
      const { wrong, alone, vague } = judge({ ...reading, elements: reading.elements.elements ?? {} }, python, before);
      expect({ wrong, alone, vague }, context).toEqual({ wrong: [], alone: [], vague: [] });
    }
  });

  it('and a wrong value would be noticed', () => {
    const python = expectedReading('zoo.h5ad', 0, { ...expected, damaged: { 0: {} } }) as Reading;
    const ours = { ...python, digests: { ...python.digests, 'obs/int8': '60 0123456789abcdef' } };
    expect(judge(ours, python, python).wrong).toHaveLength(1);
    const broken = { ...python, digests: { ...python.digests, 'obs/int8': { error: 'filter failed' } } };
    expect(judge(ours, broken, python).alone).toHaveLength(1);
  });
});
