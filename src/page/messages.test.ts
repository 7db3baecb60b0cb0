import { describe, expect, it } from 'vitest';
import { readRequest } from './messages.ts';
import { readQuery } from './query.ts';
import { trustIn } from './trust.ts';

describe('a message from the page around', () => {
  it('is read by its shape', () => {
    expect(readRequest({ umbra: 1, id: 7, method: 'color', params: { by: 'obs:leiden' } })).toEqual({
      id: 7,
      method: 'color',
      params: { by: 'obs:leiden' },
    });
    expect(readRequest({ umbra: 1, id: 'a', method: 'hello' })).toEqual({ id: 'a', method: 'hello', params: {} });
  });

  it.each([null, undefined, 'umbra', 1, [], {}, { umbra: 2, id: 1, method: 'open' }, { type: 'webpackOk' }, [1]])(
    'of others is none: %o',
    (data) => {
      expect(readRequest(data)).toBe('none');
    },
  );

  it.each([
    [{ umbra: 1, method: 'open' }, null],
    [{ umbra: 1, id: {}, method: 'open' }, null],
    [{ umbra: 1, id: Number.NaN, method: 'open' }, null],
    [{ umbra: 1, id: 'x'.repeat(101), method: 'open' }, null],
    [{ umbra: 1, id: 1 }, 1],
    [{ umbra: 1, id: 1, method: 3 }, 1],
    [{ umbra: 1, id: 1, method: 'x'.repeat(101) }, 1],
    [{ umbra: 1, id: 1, method: 'open', params: [] }, 1],
    [{ umbra: 1, id: 1, method: 'open', params: 'https://lab.org/x.h5ad' }, 1],
  ])('in another shape is answered with an error: %o', (data, id) => {
    const read = readRequest(data);
    expect(read).toMatchObject({ id, error: { tag: 'invalid' } });
  });
});

describe('who may speak with a frame', () => {
  const OWN = 'https://umbra.lab.org';

  it('is its own origin, and those that are named, to the letter', () => {
    const trust = trustIn(OWN, ['https://wiki.lab.org']);
    expect(['https://wiki.lab.org', OWN].every(trust.isAllowed)).toBe(true);
    const others = [
      'http://wiki.lab.org',
      'https://wiki.lab.org:8443',
      'https://lab.org',
      'https://wiki.lab.org.evil.com',
      'null',
      '',
      null,
    ];
    expect(others.some(trust.isAllowed)).toBe(false);
    expect(trust.isOwn(OWN)).toBe(true);
    expect(trust.isOwn('https://wiki.lab.org')).toBe(false);
  });

  it('is nobody where neither has an origin: two sandboxes are strangers', () => {
    const trust = trustIn('null', ['null']);
    expect(trust.isAllowed('null')).toBe(false);
    expect(trust.isOwn('null')).toBe(false);
  });

  it('is read out of the address, as origins of pages', () => {
    const query = '?url=x.h5ad&origin=https://wiki.lab.org&embed=legend&origin=https%3A%2F%2FLAB.org%3A443%2Fwiki%2F';
    expect(readQuery(query)).toMatchObject({ url: 'x.h5ad', embed: 'legend', origin: ['https://wiki.lab.org', 'https://lab.org'] });
    expect(readQuery('?embed')).toMatchObject({ embed: '', origin: [] });
    expect(readQuery('')).toMatchObject({ embed: null });
    expect(readQuery('?origin=*&origin=null&origin=file:///x&origin=javascript:1&origin=blob:https://a.org/1')).toMatchObject({
      origin: [],
    });
  });
});
