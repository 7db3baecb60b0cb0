import { describe, expect, it, vi } from 'vitest';
import { ShadowError } from '../protocol/errors.ts';
import { type Port, RpcClient, serve } from './rpc.ts';

interface TestMethods {
  echo: { params: { value: Uint8Array<ArrayBuffer> }; result: Uint8Array<ArrayBuffer> };
  fail: { params: null; result: null };
  slow: { params: { slabs: number }; result: number };
}

/** Both ends over a real MessageChannel. */
function pair() {
  const { port1, port2 } = new MessageChannel();
  let slabs = 0;
  serve<TestMethods, number, { slabs: number }>(
    port2 as unknown as Port,
    {
      echo: async ({ value }) => value,
      async fail() {
        throw new ShadowError({ tag: 'corrupt', message: 'broken here', path: 'obs/x', hint: 'mend it' });
      },
      async slow(params, { signal, onProgress }) {
        for (slabs = 0; slabs < params.slabs; slabs++) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          signal.throwIfAborted();
          onProgress(slabs);
        }
        return slabs;
      },
    },
    { status: () => ({ slabs }), transferOf: (result) => (result instanceof Uint8Array ? [result.buffer as ArrayBuffer] : []) },
  );
  const client = new RpcClient<TestMethods, number, { slabs: number }>(port1 as unknown as Port);
  port1.start();
  port2.start();
  const said: { readonly id: number }[] = [];
  port1.addEventListener('message', ({ data }) => said.push(data));
  return { client, said, slabs: () => slabs, close: () => port1.close() };
}

describe('calls between threads', () => {
  it('move result buffers, and keep the fields of errors', async () => {
    const { client, close } = pair();
    expect(await client.call('echo', { value: Uint8Array.of(1, 2, 3) })).toEqual(Uint8Array.of(1, 2, 3));
    await expect(client.call('fail', null)).rejects.toMatchObject({ record: { tag: 'corrupt', path: 'obs/x', hint: 'mend it' } });
    close();
  });

  it('stop in the middle when they are cancelled, and tell progress until then', async () => {
    const { client, said, slabs, close } = pair();
    const controller = new AbortController();
    const progress: number[] = [];
    const call = client.call(
      'slow',
      { slabs: 10_000 },
      { signal: controller.signal, onProgress: (n) => (progress.push(n) === 3 ? controller.abort() : undefined) },
    );
    await expect(call).rejects.toMatchObject({ tag: 'aborted' });
    expect(progress).toHaveLength(3);
    // The next call is answered although the slow one had thousands of slabs to go.
    await client.call('echo', { value: new Uint8Array(1) });
    expect(said[0]).toMatchObject({ id: 1, started: true });
    expect(said).toContainEqual(expect.objectContaining({ id: 1, heard: true }));
    const stopped = slabs();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(slabs()).toBe(stopped);
    expect(stopped).toBeLessThan(100);
    expect(client.status).toEqual({ slabs: expect.any(Number) });
    close();
  });

  it('tell which call the other side is in when a cancel is not heard, and only then', async () => {
    vi.useFakeTimers();
    const heard: { listener?: (event: { data: unknown }) => void } = {};
    const answer = (data: object) => heard.listener?.({ data: { status: {}, ...data } });
    const port: Port = { postMessage: () => {}, addEventListener: (_, added) => Object.assign(heard, { listener: added }) };
    const stuck: unknown[] = [];
    const client = new RpcClient<TestMethods, number, object>(port, (running) => stuck.push(running?.params));
    const cancelled = (params: { slabs: number }) => {
      const controller = new AbortController();
      const call = client.call('slow', params, { signal: controller.signal }).catch(() => {});
      return { call, abort: () => controller.abort() };
    };
    const [first, second] = [cancelled({ slabs: 1 }), cancelled({ slabs: 2 })];
    answer({ id: 1, started: true });
    answer({ id: 2, started: true });
    answer({ id: 1, progress: 1 });
    second.abort();
    answer({ id: 2, heard: true });
    vi.advanceTimersByTime(10_000);
    expect(stuck).toEqual([]);
    first.abort();
    // What was sent before the cancel says nothing of it.
    answer({ id: 1, progress: 2 });
    vi.advanceTimersByTime(10_000);
    expect(stuck).toEqual([{ slabs: 1 }]);
    await Promise.all([first.call, second.call]);
    vi.useRealTimers();
  });

  it('reject when the other side is gone, and when aborted before they start', async () => {
    const { client, close } = pair();
    const call = client.call('slow', { slabs: 10_000 });
    client.fail({ tag: 'worker-lost', message: 'gone' });
    await expect(call).rejects.toMatchObject({ tag: 'worker-lost' });
    await expect(client.call('echo', { value: new Uint8Array(1) }, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      tag: 'aborted',
    });
    close();
  });
});
