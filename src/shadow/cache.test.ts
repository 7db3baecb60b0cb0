import { describe, expect, it } from 'vitest';
import type { Value } from '../protocol/values.ts';
import { Cache } from './cache.ts';

const bytes = (length: number): Value => ({ kind: 'numeric', dtype: 'uint8', shape: [length], data: new Uint8Array(length) });

function filled(budget: number): Cache {
  const cache = new Cache();
  cache.budget = budget;
  return cache;
}

describe('the cache', () => {
  it('counts wholes and parts, and a whole takes the place of its parts', () => {
    const cache = filled(1000);
    cache.set('X', [[0, 2]], bytes(10));
    cache.set('X', [[2, 4]], bytes(20));
    cache.set('X', [[2, 4]], bytes(25));
    expect([cache.bytes(''), cache.bytes('X'), cache.isWhole('X')]).toEqual([35, 35, false]);
    cache.set('X', null, bytes(100));
    cache.set('X', [[0, 2]], bytes(10));
    expect([cache.bytes(''), cache.isWhole('X'), cache.get('X', [[0, 2]])]).toEqual([100, true, undefined]);
    expect(cache.clear('')).toEqual(['X']);
    expect([cache.bytes(''), cache.has('')]).toEqual([0, false]);
  });

  it('has an empty array, which weighs nothing', () => {
    const cache = filled(0);
    cache.set('obs/empty', null, bytes(0));
    expect([cache.has('obs'), cache.bytes('obs'), cache.evict()]).toEqual([true, 0, []]);
  });

  it('drops what was used longest ago, part by part, and says of whom', () => {
    const cache = filled(100);
    cache.set('a', null, bytes(40));
    cache.set('b', [[0, 1]], bytes(30));
    cache.set('b', [[1, 2]], bytes(30));
    expect(cache.evict()).toEqual([]);
    cache.get('a', null);
    cache.set('c', null, bytes(20));
    expect(cache.evict()).toEqual(['b']);
    expect([cache.bytes('b'), cache.has('b'), cache.bytes('')]).toEqual([30, true, 90]);
    cache.set('d', null, bytes(30));
    expect(cache.evict()).toEqual(['b']);
    expect(cache.paths('')).toEqual(['a', 'c', 'd']);
  });

  it('keeps what is pinned until it is released, and the newest however large it is', () => {
    const cache = filled(100);
    const release = cache.pin('shown');
    const again = cache.pin('shown');
    cache.set('shown', null, bytes(90));
    cache.set('large', null, bytes(500));
    expect(cache.evict()).toEqual([]);
    cache.set('next', null, bytes(50));
    expect(cache.evict()).toEqual(['large']);
    release();
    release();
    cache.set('more', null, bytes(60));
    expect(cache.evict()).toEqual(['next']);
    again();
    cache.set('last', null, bytes(30));
    expect(cache.evict()).toEqual(['shown']);
    // What the user clears goes, pinned or not.
    cache.pin('last');
    expect(cache.clear('last')).toEqual(['last']);
  });
});
