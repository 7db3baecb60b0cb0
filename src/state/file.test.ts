import { expect, it } from 'vitest';
import { urlOf } from './file.ts';

it('what is in the memory of the page has no URL that others could open', () => {
  expect(urlOf('https://host/x.h5ad')).toBe('https://host/x.h5ad');
  expect(urlOf('examples/x.h5ad')).toBe('examples/x.h5ad');
  for (const source of ['blob:https://host/1-2', 'data:application/x-hdf5;base64,iUhERg==', new Blob([]), new ArrayBuffer(0)])
    expect(urlOf(source)).toBe(null);
});
