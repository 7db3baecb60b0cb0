import { expect, it } from 'vitest';
import { signedUntil } from './signed.ts';

const at = (query: string) => {
  const time = signedUntil(`https://lab.example/x.h5ad?${query}`);
  return time === null ? null : new Date(time).toISOString();
};

it.each([
  ['X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260131T235900Z&X-Amz-Expires=120&X-Amz-Signature=0', '2026-02-01T00:01:00.000Z'],
  ['X-Goog-Date=20260131T100000Z&X-Goog-Expires=3600&X-Goog-Signature=0', '2026-01-31T11:00:00.000Z'],
  ['AWSAccessKeyId=A&Expires=1769860800&Signature=0', '2026-01-31T12:00:00.000Z'],
  ['sv=2022-11-02&se=2026-01-31T12%3A00%3A00Z&sr=b&sp=r&sig=0', '2026-01-31T12:00:00.000Z'],
])('%s', (query, end) => expect(at(query)).toBe(end));

it.each(['', 'Expires=1769860800', 'se=2026-01-31', 'X-Amz-Date=yesterday&X-Amz-Expires=1', 'Expires=soon&Signature=0'])(
  '“%s” says nothing',
  (query) => expect(at(query)).toBeNull(),
);
