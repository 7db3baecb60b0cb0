import { describe, expect, it } from 'vitest';
import { remoteIdentity } from './remote-identity.ts';

const of = (url: string, etag: string | null = '"1"', size = 10) =>
  remoteIdentity({ url, address: 'https://elsewhere.example/?secret', version: { etag, size, modified: null } });
const FILE = 'https://lab.example/a/x.h5ad';

describe('what tells a file behind a URL from others', () => {
  it('is a hash, of the address and of its version', async () => {
    const found = await of(FILE);
    expect(found?.address).toMatch(/^[0-9a-f]{64}$/);
    expect(await of(FILE)).toEqual(found);
    for (const other of [await of(FILE, '"2"'), await of(FILE, '"1"', 11)]) {
      expect(other?.address).toBe(found?.address);
      expect(other?.version).not.toBe(found?.version);
    }
    expect((await of(`${FILE}?part=2`))?.address).not.toBe(found?.address);
  });

  it.each([null, 'W/"1"', '1'])('is not there with the ETag %s', async (etag) => expect(await of(FILE, etag)).toBeNull());

  it.each([
    'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=k&X-Amz-Date=d&X-Amz-Expires=1&X-Amz-Security-Token=t&X-Amz-Signature=0',
    'X-Goog-Date=d&X-Goog-Expires=1&X-Goog-Signature=0',
    'AWSAccessKeyId=A&Expires=1&Signature=0',
    'Expires=1&Signature=0&Key-Pair-Id=K&Policy=p',
    'sv=1&se=2&sr=b&sp=r&sig=0',
    '#there',
  ])('is the same with a signature: %s', async (query) => {
    expect(await of(query.startsWith('#') ? FILE + query : `${FILE}?${query}`)).toEqual(await of(FILE));
    if (!query.startsWith('#')) expect(await of(`${FILE}?part=2&${query}`)).toEqual(await of(`${FILE}?part=2`));
  });

  it('is another with a query that only looks like part of one', async () => {
    expect(await of(`${FILE}?se=2`)).not.toEqual(await of(FILE));
  });
});
