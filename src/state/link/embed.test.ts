import { describe, expect, it } from 'vitest';
import type { Part } from '../parts.ts';
import { elementSnippet, framedPage, frameSnippet, fullPage, type Look } from './embed.ts';

const LOOK: Look = { parts: new Set<Part>(['legend', 'toolbar']), theme: 'system', height: 480 };
const HREF = 'https://umbra.lab.org/app/?url=https://data.lab.org/a%20b.h5ad#v=1&e=X_umap&c=obs/leiden&p=tree&theme=dark';

describe('the address of a frame', () => {
  it('has the parts that are wanted, and none of the panels and themes of its maker', () => {
    expect(framedPage(HREF, LOOK)).toBe(
      'https://umbra.lab.org/app/?url=https://data.lab.org/a%20b.h5ad&embed=toolbar,legend#v=1&e=X_umap&c=obs/leiden',
    );
    expect(framedPage(HREF, { ...LOOK, parts: new Set(), theme: 'light' })).toBe(
      'https://umbra.lab.org/app/?url=https://data.lab.org/a%20b.h5ad&embed#v=1&e=X_umap&c=obs/leiden&theme=light',
    );
  });

  it('is made anew from one that was in a frame, and leads to a page of its own', () => {
    const framed = framedPage(HREF, LOOK).replace('&embed', '&origin=https://wiki.lab.org&embed');
    expect(framedPage(framed, { ...LOOK, parts: new Set() })).toBe(framedPage(HREF, { ...LOOK, parts: new Set() }));
    expect(fullPage(framed)).toBe('https://umbra.lab.org/app/?url=https://data.lab.org/a%20b.h5ad#v=1&e=X_umap&c=obs/leiden');
  });

  it('leaves the query of the file as it is', () => {
    const signed = 'https://umbra.lab.org/?url=https://data.lab.org/x.h5ad?X-Amz-Date=1&X-Amz-Signature=a%2Fb';
    expect(fullPage(`${signed}&embed=legend`)).toBe(signed);
  });
});

describe('a snippet', () => {
  it('can be put into a page as it is, whatever the file is called', () => {
    const snippet = frameSnippet(HREF, 'a "b" <c> & d.h5ad', LOOK);
    expect(snippet).toContain('title="a &quot;b&quot; &lt;c> &amp; d.h5ad in Umbra"');
    expect(snippet).toContain(
      'src="https://umbra.lab.org/app/?url=https://data.lab.org/a%20b.h5ad&amp;embed=toolbar,legend#v=1&amp;e=X_umap&amp;c=obs/leiden"',
    );
    expect(snippet.match(/</g)).toHaveLength(2);
  });

  it('of the element says the file, the colours and the embedding', () => {
    const shown = { src: 'https://data.lab.org/x.h5mu', path: '', color: 'rna:obs:celltype', embedding: 'X_umap' };
    expect(elementSnippet('https://umbra.lab.org/app/umbra-viewer.js', shown, { ...LOOK, theme: 'dark' })).toBe(
      '<script type="module" src="https://umbra.lab.org/app/umbra-viewer.js"></script>\n' +
        '<umbra-viewer src="https://data.lab.org/x.h5mu" color-by="rna:obs:celltype" embedding="X_umap" show="toolbar legend" ' +
        'theme="dark" style="display: block; height: 480px"></umbra-viewer>',
    );
  });
});
