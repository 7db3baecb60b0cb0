import { describe, expect, it } from 'vitest';
import { chooseDropped } from './dropped.ts';

const file = (name: string) => ({ name, isFolder: false });
const folder = (name: string) => ({ name, isFolder: true });

describe('what is dropped', () => {
  it('alone is opened, whatever its name', () => {
    expect(chooseDropped([file('notes.txt')])).toEqual({ open: 0, notice: null });
  });

  it('with others is opened if it looks right, and that is said', () => {
    const choice = chooseDropped([file('matrix.mtx'), folder('x.h5ad'), file('x.h5'), file('Y.H5MU')]);
    expect(choice).toMatchObject({ open: 3, notice: { message: '4 files were dropped, and Y.H5MU was opened.' } });
    expect(chooseDropped([file('a.csv'), file('b.csv')])).toMatchObject({ open: 0 });
  });

  it('as a link is opened: the first of a list, never one beside a file', () => {
    expect(chooseDropped([], 'https://example.org/x.h5ad')).toEqual({ link: 'https://example.org/x.h5ad' });
    expect(chooseDropped([], '# two\r\ns3://lab/x.h5ad\r\nhttps://example.org/y.h5ad')).toEqual({ link: 's3://lab/x.h5ad' });
    expect(chooseDropped([file('x.h5ad')], 'https://example.org/y.h5ad')).toMatchObject({ open: 0 });
    expect(chooseDropped([folder('samples')], 'https://example.org/y.h5ad')).toMatchObject({ name: 'samples' });
    expect(chooseDropped([], 'see https://example.org/x.h5ad')).toMatchObject({ name: '' });
  });

  it('is refused by what it is: a folder, a Zarr store, no file at all', () => {
    expect(chooseDropped([folder('samples')])).toMatchObject({ refused: { message: 'samples is a folder.' } });
    expect(chooseDropped([folder('x.ZARR')])).toMatchObject({ refused: { hint: expect.stringContaining('read_zarr') } });
    expect(chooseDropped([])).toMatchObject({ refused: { message: 'What was dropped is not a file.' } });
  });
});
