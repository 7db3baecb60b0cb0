import { describe, expect, it } from 'vitest';
import type { Outline } from '../protocol/outline.ts';
import type { Value } from '../protocol/values.ts';
import type { Reader } from './reader.ts';
import { type ChangeEvent, Session } from './session.ts';

const outline = { kind: 'AnnData', file: { name: 'x', bytes: 1 }, root: {} } as Outline;
const value: Value = { kind: 'numeric', dtype: 'uint8', shape: [4], data: new Uint8Array(4) };

/** A reader whose answers are given by hand. */
function manual() {
  const calls: { answer: (value: Value) => void; signal: AbortSignal | undefined }[] = [];
  const reader: Reader = {
    call: (_method, _params, options) =>
      new Promise((resolve) => calls.push({ answer: resolve as (value: Value) => void, signal: options?.signal })),
    stats: () => ({ heap: 0, read: 0, requests: 0 }),
    close: async () => {},
  };
  return { calls, session: new Session(reader, outline) };
}

describe('a session', () => {
  it('drops what is beyond a smaller budget at once, least recently used first, and says so', async () => {
    const { calls, session } = manual();
    for (const [i, path] of ['shown', 'a', 'b', 'c'].entries()) {
      const read = session.read(path, null);
      await Promise.resolve();
      calls[i]?.answer(value);
      await read;
    }
    session.cache.pin('shown');
    await session.read('a', null);
    const dropped: string[] = [];
    session.changes.addEventListener('change', (event) => dropped.push(`${(event as ChangeEvent).change} ${(event as ChangeEvent).path}`));
    session.setBudget(9);
    expect(dropped).toEqual(['dropped b', 'dropped c']);
    expect(session.cache.paths('')).toEqual(['shown', 'a']);
  });

  it('reads once for all who ask at the same time, and never again', async () => {
    const { calls, session } = manual();
    const both = [session.read('X', null), session.read('X', null)];
    await Promise.resolve();
    expect(calls).toHaveLength(1);
    calls[0]?.answer(value);
    expect(await Promise.all(both)).toEqual([value, value]);
    expect(await session.read('X', null)).toBe(value);
    expect(calls).toHaveLength(1);
  });

  it('rejects only the caller who gives up; the read stops with the last of them', async () => {
    const { calls, session } = manual();
    const [first, second] = [new AbortController(), new AbortController()];
    const one = session.read('X', null, { signal: first.signal });
    const two = session.read('X', null, { signal: second.signal });
    await Promise.resolve();
    first.abort();
    await expect(one).rejects.toMatchObject({ tag: 'aborted' });
    expect(calls[0]?.signal?.aborted).toBe(false);
    second.abort();
    await expect(two).rejects.toMatchObject({ tag: 'aborted' });
    expect(calls[0]?.signal?.aborted).toBe(true);
  });

  it('asks again after a read that was cancelled', async () => {
    const { calls, session } = manual();
    const controller = new AbortController();
    const lost = session.read('X', null, { signal: controller.signal });
    await Promise.resolve();
    controller.abort();
    await expect(lost).rejects.toThrow();
    const again = session.read('X', null);
    await Promise.resolve();
    expect(calls).toHaveLength(2);
    calls[1]?.answer(value);
    expect(await again).toBe(value);
  });

  it('counts what is cached, parts too, and gives it back', async () => {
    const { calls, session } = manual();
    const part = session.read('obsm/X', [[0, 2], null]);
    await Promise.resolve();
    calls[0]?.answer(value);
    await part;
    expect(session.cache.bytes('obsm')).toBe(4);
    expect(session.cache.isWhole('obsm/X')).toBe(false);
    expect(session.cache.has('obsm')).toBe(true);
    expect(session.cache.has('obs')).toBe(false);
    session.clearCache('obsm');
    expect(session.cache.bytes('')).toBe(0);
  });
});
