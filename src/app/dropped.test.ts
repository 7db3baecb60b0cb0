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
    expect(chooseDropped([folder('samples')], 'https://example.org/y.h5ad')).toMatchObject({ open: 0 });
    expect(chooseDropped([], 'see https://example.org/x.h5ad')).toMatchObject({ name: '' });
  });

  it('may be a folder: a Zarr store has any name', () => {
    expect(chooseDropped([folder('samples')])).toEqual({ open: 0, notice: null });
    expect(chooseDropped([file('notes.txt'), folder('x.ZARR')])).toMatchObject({ open: 1 });
    expect(chooseDropped([folder('samples'), file('notes.txt')])).toMatchObject({ open: 1 });
  });

  it('is refused where it is no file at all', () => {
    expect(chooseDropped([])).toMatchObject({ refused: { message: 'What was dropped is not a file.' } });
  });
});
