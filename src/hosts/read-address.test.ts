import { describe, expect, it } from 'vitest';
import { lfsAddress } from './github.ts';
import { readAddress, readTyped } from './read-address.ts';

const PAGE = 'https://umbra.example/app/';
const HTTP_PAGE = 'http://localhost:5173/';

function opened(text: string, base = PAGE): string | undefined {
  const link = readAddress(text, base);
  return link.problem ? undefined : link.url;
}

function problem(text: string, base = PAGE): string | undefined {
  const { problem } = readAddress(text, base);
  return problem && `${problem.message} ${problem.hint}`;
}

describe('links that are opened in another form', () => {
  it.each([
    [
      'https://github.com/scverse/anndata/blob/main/tests/data/x.h5ad',
      'https://raw.githubusercontent.com/scverse/anndata/main/tests/data/x.h5ad',
    ],
    ['https://github.com/o/r/raw/refs/heads/main/a%20b.h5ad', 'https://raw.githubusercontent.com/o/r/refs/heads/main/a%20b.h5ad'],
    ['https://gitlab.com/g/sub/p/-/blob/main/x.h5ad?ref_type=heads', 'https://gitlab.com/g/sub/p/-/raw/main/x.h5ad'],
    ['https://huggingface.co/datasets/o/r/blob/main/data/x.h5ad', 'https://huggingface.co/datasets/o/r/resolve/main/data/x.h5ad'],
    ['https://huggingface.co/datasets/o/r/raw/main/x.h5ad', 'https://huggingface.co/datasets/o/r/resolve/main/x.h5ad'],
    ['hf://datasets/o/r/data/x.h5ad', 'https://huggingface.co/datasets/o/r/resolve/main/data/x.h5ad'],
    ['hf://datasets/o/r@v1/x.h5ad', 'https://huggingface.co/datasets/o/r/resolve/v1/x.h5ad'],
    ['https://zenodo.org/records/8429203/files/x.h5ad?download=1', 'https://zenodo.org/api/records/8429203/files/x.h5ad/content'],
    ['https://zenodo.org/record/8429203/files/a%20b.h5mu', 'https://zenodo.org/api/records/8429203/files/a%20b.h5mu/content'],
    ['https://figshare.com/ndownloader/files/36434421', 'https://ndownloader.figshare.com/files/36434421'],
    ['https://www.dropbox.com/s/rds4qdmo5jvzw2l/x.h5ad?dl=0', 'https://dl.dropboxusercontent.com/s/rds4qdmo5jvzw2l/x.h5ad'],
    [
      'https://www.dropbox.com/scl/fi/xsv7x2h9qkdxornnj3poo/x.h5ad?rlkey=9o24zx1y44igg4ikiq9cavl3f&dl=0',
      'https://dl.dropboxusercontent.com/scl/fi/xsv7x2h9qkdxornnj3poo/x.h5ad?rlkey=9o24zx1y44igg4ikiq9cavl3f',
    ],
    ['s3://bucket/a/b c.h5ad', 'https://bucket.s3.amazonaws.com/a/b%20c.h5ad'],
    ['s3://lab.example.org/x.h5ad', 'https://s3.amazonaws.com/lab.example.org/x.h5ad'],
    [
      'https://eu-west-1.console.aws.amazon.com/s3/object/bucket?region=eu-west-1&bucketType=general&prefix=a/b%20c.h5ad',
      'https://bucket.s3.eu-west-1.amazonaws.com/a/b%20c.h5ad',
    ],
    ['gs://bucket/a/x.h5ad', 'https://storage.googleapis.com/bucket/a/x.h5ad'],
    ['https://storage.cloud.google.com/bucket/a/x.h5ad?authuser=0', 'https://storage.googleapis.com/bucket/a/x.h5ad'],
    [
      'https://console.cloud.google.com/storage/browser/_details/bucket/a/x.h5ad;tab=live_object?project=p',
      'https://storage.googleapis.com/bucket/a/x.h5ad',
    ],
    ['abfs://container@account.dfs.core.windows.net/a/x.h5ad', 'https://account.blob.core.windows.net/container/a/x.h5ad'],
    ['ftp://ftp.ncbi.nlm.nih.gov/geo/series/x.h5ad', 'https://ftp.ncbi.nlm.nih.gov/geo/series/x.h5ad'],
  ])('%s', (given, meant) => {
    expect(opened(given)).toBe(meant);
    // What is remembered is opened again as it stands.
    expect(readAddress(meant, PAGE)).toEqual({ url: meant, note: null });
    expect(readAddress(given, PAGE)).toMatchObject({ note: expect.stringMatching(/.\./) });
  });
});

describe('links that stay as they are', () => {
  it.each([
    'https://example.org/x.h5ad?token=a%2Fb',
    'https://raw.githubusercontent.com/o/r/main/x.h5ad',
    'https://media.githubusercontent.com/media/o/r/main/x.h5ad',
    'https://gitlab.com/g/p/-/raw/main/x.h5ad',
    'https://huggingface.co/o/r/resolve/main/x.h5ad',
    'https://zenodo.org/api/records/8429203/files/x.h5ad/content',
    'https://ndownloader.figshare.com/files/36434421',
    'https://datasets.cellxgene.cziscience.com/0b75c598-0893-4216-afe8-5414cab7739d.h5ad',
    'https://bucket.s3.amazonaws.com/x.h5ad',
    'http://localhost:8000/x.h5ad',
    'http://127.0.0.1:8000/x.h5ad',
  ])('%s', (given) => expect(readAddress(given, PAGE)).toEqual({ url: given, note: null }));

  it('relative ones are of the page', () => expect(opened('examples/x.h5ad')).toBe(`${PAGE}examples/x.h5ad`));
  it('http from a page over http', () => expect(opened('http://example.org/x.h5ad', HTTP_PAGE)).toBe('http://example.org/x.h5ad'));
});

describe('links that no page can open', () => {
  it.each([
    ['http://example.org/x.h5ad', /over http\. Try https:\/\/example\.org\/x\.h5ad/],
    ['https://github.com/o/r/releases/download/v1/x.h5ad', /release.*drop it here/],
    ['https://github.com/o/r', /a page on GitHub.*copy its address/],
    ['https://github.com/o/r/tree/main/data', /a page on GitHub/],
    ['https://gist.github.com/o/1234', /Raw button/],
    ['https://huggingface.co/datasets/o/r', /a page on Hugging Face/],
    ['https://zenodo.org/records/8429203', /a page on Zenodo.*Download button/],
    ['https://doi.org/10.5281/zenodo.8429203', /a DOI leads to one/],
    ['https://figshare.com/articles/dataset/Title/21456645', /a page on Figshare/],
    ['https://cellxgene.cziscience.com/e/0b75c598-0893-4216-afe8-5414cab7739d.cxg/', /CELLxGENE Discover.*Download/],
    ['https://www.dropbox.com/scl/fo/qtr0j5ou38crlqdsoqqpb/h?dl=0&rlkey=x', /folder on Dropbox/],
    ['https://drive.google.com/file/d/ID/view?usp=sharing', /Google Drive.*drop it here/],
    ['https://1drv.ms/u/s!x', /OneDrive/],
    ['https://lab.sharepoint.com/:u:/s/site/x', /SharePoint/],
    ['https://s3.console.aws.amazon.com/s3/buckets/bucket', /console of AWS.*Object URL/],
    ['s3://bucket', /a bucket/],
    ['az://container/x.h5ad', /https:\/\/ACCOUNT\.blob\.core\.windows\.net\/container\/x\.h5ad/],
    ['ftp://ftp.example.org/x.h5ad', /https:\/\/ftp\.example\.org\/x\.h5ad/],
    ['file:///home/me/x%20y.h5ad', /x y\.h5ad.*drop it on this page/],
    ['sftp://host/x.h5ad', /sftp:/],
    ['https://me:secret@example.org/x.h5ad', /^(?!.*secret).*password in it/],
    ['http://', /not an address/],
  ])('%s', (given, says) => expect(problem(given)).toMatch(says));
});

describe('links that are typed', () => {
  const typed = (text: string) => {
    const link = readTyped(text, PAGE);
    return link.problem ? link.problem.message : link.url;
  };
  it.each([
    ['  https://example.org/x.h5ad\n', 'https://example.org/x.h5ad'],
    ['<https://example.org/x.h5ad>', 'https://example.org/x.h5ad'],
    ['example.org/x.h5ad', 'https://example.org/x.h5ad'],
    ['localhost:8000/x.h5ad', 'http://localhost:8000/x.h5ad'],
    ['S3://bucket/x.h5ad', 'https://bucket.s3.amazonaws.com/x.h5ad'],
  ])('%j', (given, meant) => expect(typed(given)).toBe(meant));

  it.each([
    ['', /no address/],
    ['x.h5ad', /not an address/],
    ['my cells', /not an address/],
    ['/data/x.h5ad', /x\.h5ad is named by its place/],
    ['C:\\data\\x.h5ad', /x\.h5ad is named by its place/],
    ['javascript:alert(1)', /not an address/],
    ['a'.repeat(900), /a{79}…/],
  ])('%j is not one', (given, says) => expect(typed(given)).toMatch(says));
});

it('a pointer of Git LFS has its file on another host', () => {
  expect(lfsAddress('https://raw.githubusercontent.com/o/r/main/x.h5ad')).toBe('https://media.githubusercontent.com/media/o/r/main/x.h5ad');
  expect(lfsAddress('https://example.org/x.h5ad')).toBeNull();
});
