/**
 * How a store is asked: a few requests at a time, ranges of one key that lie together as one request, everything counted.
 * Runs beside the file handle. The inner chunks of a shard are asked for one by one; here they become what a server likes.
 */
import type { IoStats } from '../byte-source.ts';
import { macrotask } from '../macrotask.ts';
import { onAbort } from '../on-abort.ts';
import type { KeyRange, KeyStore } from './store.ts';

/** At a time: what browsers open to one server, and a little more, for those that speak HTTP/2. */
const MOST_AT_ONCE = 8;
/** Bytes between two ranges that are fetched along rather than asked around. */
const JOIN = 64 * 1024;
/** Bytes in one request: a cancel, a lost connection, cost no more. */
const LARGEST = 16 * 1024 * 1024;

type Bytes = Uint8Array<ArrayBuffer>;

export interface CountedStore extends KeyStore {
  readonly stats: IoStats;
}

interface Waiting {
  readonly key: string;
  readonly offset: number;
  readonly length: number;
  readonly signal: AbortSignal | undefined;
  resolve(bytes: Bytes | undefined): void;
  reject(reason: unknown): void;
}

export function askedWell(store: KeyStore): CountedStore {
  const counted = { requests: 0, bytes: 0 };
  const places = new Places(MOST_AT_ONCE);
  let waiting: Waiting[] = [];

  const ask = (key: string, range: KeyRange | undefined, signal: AbortSignal | undefined): Promise<Bytes | undefined> =>
    places.run(signal, async () => {
      counted.requests++;
      const bytes = await store.get(key, range, signal);
      counted.bytes += bytes?.byteLength ?? 0;
      return bytes;
    });

  const askTogether = async (): Promise<void> => {
    await macrotask();
    const batch = waiting;
    waiting = [];
    for (const group of joined(batch)) void answer(group, ask);
  };

  return {
    ...store,
    // One that counts for itself knows of tries, too.
    stats: store.stats ?? counted,
    get(key, range, signal) {
      if (!range || 'suffixLength' in range) return ask(key, range, signal);
      signal?.throwIfAborted();
      return new Promise((resolve, reject) => {
        // Who gives up does not wait for those that it was joined with.
        const end = onAbort(signal, () => reject(signal?.reason));
        const ended = <T>(then: (value: T) => void) => {
          return (value: T): void => {
            end();
            then(value);
          };
        };
        waiting.push({ key, ...range, signal, resolve: ended(resolve), reject: ended(reject) });
        if (waiting.length === 1) void askTogether();
      });
    },
  };
}

/** Ranges of one key, in the order of their places, as many together as make one request. */
export function joined<R extends Pick<Waiting, 'key' | 'offset' | 'length'>>(ranges: readonly R[]): R[][] {
  const groups: R[][] = [];
  let end = 0;
  for (const range of [...ranges].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.offset - b.offset))) {
    const group = groups.at(-1);
    const first = group?.[0];
    const last = range.offset + range.length;
    if (group && first?.key === range.key && range.offset <= end + JOIN && last - first.offset <= LARGEST) {
      group.push(range);
      end = Math.max(end, last);
    } else {
      groups.push([range]);
      end = last;
    }
  }
  return groups;
}

async function answer(
  group: readonly Waiting[],
  ask: (key: string, range: KeyRange, signal: AbortSignal) => Promise<Bytes | undefined>,
): Promise<void> {
  const abort = new AbortController();
  const leave = (): void => {
    if (group.every(({ signal }) => signal?.aborted)) abort.abort();
  };
  const ends = group.map(({ signal }) => onAbort(signal, leave));
  leave();
  const { key, offset } = group[0] as Waiting;
  const length = Math.max(...group.map((range) => range.offset + range.length)) - offset;
  try {
    const bytes = await ask(key, { offset, length }, abort.signal);
    for (const range of group)
      range.resolve(bytes && (group.length === 1 ? bytes : bytes.slice(range.offset - offset, range.offset - offset + range.length)));
  } catch (error) {
    for (const { reject } of group) reject(error);
  } finally {
    for (const end of ends) end();
  }
}

/** So many at a time; the others wait in their order. */
class Places {
  #free: number;
  readonly #queue: (() => void)[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  async run<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    if (this.#free > 0) this.#free--;
    else await this.#turn(signal);
    try {
      signal?.throwIfAborted();
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#free++;
    }
  }

  /** @throws the signal's reason, at once: those who have the places may be waiting for a server that says nothing */
  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = (): void => {
        end();
        resolve();
      };
      const end = onAbort(signal, () => {
        const place = this.#queue.indexOf(turn);
        if (place >= 0) this.#queue.splice(place, 1);
        end();
        reject(signal?.reason);
      });
      this.#queue.push(turn);
    });
  }
}
