/** Hugging Face: `blob` is a page, `raw` a pointer of Git LFS, `resolve` the file, which every site may read (huggingface_hub#468). Pure. */
import { type Address, type Host, ofPage } from './address.ts';

const SITE = 'https://huggingface.co';
const FILE = /^(\/(?:datasets\/|spaces\/)?[^/]+\/[^/]+)\/(blob|raw|resolve)\/(.+)$/;

export const huggingFace: Host = (url) => {
  if (url.protocol === 'hf:') return ofScheme(url);
  if (!['huggingface.co', 'www.huggingface.co', 'hf.co'].includes(url.hostname)) return null;
  const file = FILE.exec(url.pathname);
  if (!file) return ofPage('a page on Hugging Face', 'Open the file’s own page there, and copy its address.');
  const [, repository, form, rest] = file;
  if (form === 'resolve') return { url: url.href, note: null };
  return { url: `${SITE}${repository}/resolve/${rest}`, note: 'The file behind the page on Hugging Face.' };
};

/** `hf://datasets/OWNER/NAME@REVISION/PATH`, as fsspec writes it. */
function ofScheme({ href }: URL): Address | null {
  const file = /^hf:\/\/((?:datasets\/|spaces\/)?[^/]+\/[^/@]+)(?:@([^/]+))?\/(.+)$/.exec(href);
  if (!file) return null;
  const [, repository, revision = 'main', path] = file;
  return { url: `${SITE}/${repository}/resolve/${revision}/${path}`, note: 'From Hugging Face.' };
}
