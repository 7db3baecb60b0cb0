import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeFile } from '../../cli/describe-file.ts';
import { toJson } from '../../cli/json.ts';
import { open, toErrorRecord } from '../../shadow/index.ts';
import { mutate } from '../../testing/mutate.ts';
import { ZARR } from '../../testing/paths.ts';

/** An engine's own words, where one of ours should stand. */
const RAW = /(Type|Range|Syntax|Reference|URI)?Error:|undefined|\[object/;

describe('damaged archives', () => {
  it.each(['codecs-v2', 'codecs-v3', 'dtypes-v2', 'encodings-v3-sharded'])(
    'are read as far as they can be, or refused by name: %s',
    async (name) => {
      const original = readFileSync(join(ZARR, `${name}.zarr.zip`));
      const told: string[] = [];
      let opened = 0;
      for (let seed = 1; seed <= 12; seed++) {
        const { bytes, what } = mutate(original, seed);
        try {
          const data = await open(new File([bytes], 'x.zarr.zip'));
          opened++;
          const { elements } = JSON.parse(toJson(await describeFile(data))) as { elements: Record<string, { reason?: string }> };
          await data.close();
          for (const [path, { reason }] of Object.entries(elements))
            if (reason && RAW.test(reason)) told.push(`${what}: ${path}: ${reason}`);
        } catch (error) {
          const { tag, message } = toErrorRecord(error);
          if (RAW.test(message) || !['corrupt', 'not-hdf5', 'unsupported', 'invalid'].includes(tag))
            told.push(`${what}: ${tag}: ${message}`);
        }
      }
      expect(told).toEqual([]);
      expect(opened).toBeGreaterThan(0);
    },
  );
});
