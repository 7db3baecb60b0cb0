/** Writes what others put into their pages to show what is shown here: a frame, or the element. Page, React. */
import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { elementSnippet, frameSnippet, type Look } from '../state/link/embed.ts';
import type { Theme } from '../state/panels.ts';
import type { Part } from '../state/parts.ts';
import { useFile, useShadow, useViewer } from '../state/react.tsx';
import { colorText } from '../state/text/color-text.ts';
import { embeddingText } from '../state/text/embedding-text.ts';
import type { Viewer } from '../state/viewer.ts';
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { EmbedPreview } from './EmbedPreview.tsx';
import styles from './embed-dialog.module.css';

interface EmbedDialogProps {
  /** Link to what is shown. */
  readonly href: string;
  readonly onClose: () => void;
}

const CHOICES: readonly (readonly [Part, string])[] = [
  ['header', 'Header with search'],
  ['toolbar', 'Bar over the cells'],
  ['tree', 'Contents'],
  ['table', 'Tables'],
  ['legend', 'Legend'],
];

const THEMES: readonly (readonly [Theme, string])[] = [
  ['system', 'As each reader’s system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

/** In CSS pixels. */
const HEIGHTS = { least: 200, first: 480, most: 2000 };

export function EmbedDialog({ href, onClose }: EmbedDialogProps) {
  const viewer = useViewer();
  const shadow = useShadow();
  const url = useFile((state) => state.url);
  const copy = useRef<HTMLButtonElement>(null);
  const [as, setAs] = useState<'frame' | 'element'>('frame');
  const [look, setLook] = useState<Look>({ parts: new Set<Part>(['toolbar', 'legend']), theme: 'system', height: HEIGHTS.first });
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const change = (part: Partial<Look>): void => {
    setLook({ ...look, ...part });
    setCopied('no');
  };
  if (url === null) return <NeedsAddress onClose={onClose} />;
  const snippet =
    as === 'frame'
      ? frameSnippet(href, shadow.session.outline.file.name, look)
      : elementSnippet(new URL('umbra-viewer.js', document.baseURI).href, shownIn(viewer, url), look);
  const copyIt = (): void => {
    void copyText(snippet).then(
      () => setCopied('yes'),
      () => setCopied('failed'),
    );
  };
  return (
    <Dialog title="Embed in a page" focus={copy} onClose={onClose} isWide>
      <div className={styles.choices}>
        <fieldset className={styles.parts}>
          <legend>Around the cells</legend>
          {CHOICES.map(([part, label]) => (
            <label key={part} className={styles.check}>
              <input
                type="checkbox"
                checked={look.parts.has(part)}
                onChange={({ target }) =>
                  change({ parts: new Set([...look.parts, part].filter((other) => other !== part || target.checked)) })
                }
              />
              {label}
            </label>
          ))}
        </fieldset>
        <div className={styles.fields}>
          <label>
            Height
            <span className={styles.height}>
              <input
                type="number"
                min={HEIGHTS.least}
                max={HEIGHTS.most}
                step={20}
                value={look.height}
                onChange={({ target }) => change({ height: target.valueAsNumber || 0 })}
                onBlur={() => change({ height: Math.min(HEIGHTS.most, Math.max(HEIGHTS.least, Math.round(look.height))) })}
              />
              px
            </span>
          </label>
          <label>
            Theme
            <select value={look.theme} onChange={({ target }) => change({ theme: target.value as Theme })}>
              {THEMES.map(([theme, label]) => (
                <option key={theme} value={theme}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <label>
            As
            <select
              value={as}
              onChange={({ target }) => {
                setAs(target.value as typeof as);
                setCopied('no');
              }}
            >
              <option value="frame">Frame, for any page</option>
              <option value="element">Element, for pages with scripts</option>
            </select>
          </label>
        </div>
        <EmbedPreview parts={look.parts} />
      </div>
      <textarea
        className={styles.snippet}
        aria-label="HTML"
        readOnly
        rows={as === 'frame' ? 4 : 5}
        value={snippet}
        onFocus={({ target }) => target.select()}
      />
      <p className={styles.note}>
        {as === 'frame'
          ? 'The frame shows the cells as they are here: colours, what is hidden, zoom, tables.'
          : 'The element has this file, these colours and, if it is one, this embedding. A page can drive it: see docs/embedding.md.'}{' '}
        Whoever sees the page fetches the file from {new URL(url, document.baseURI).host}.
      </p>
      {copied === 'failed' && <p role="alert">The browser does not let this page copy: select the text above, and copy it.</p>}
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
        <Button ref={copy} look="primary" onClick={copyIt}>
          {copied === 'yes' ? <Check size={14} /> : <Copy size={14} />}
          {copied === 'yes' ? 'Copied' : 'Copy the HTML'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** A file of this computer has no address that others could open. */
function NeedsAddress({ onClose }: { readonly onClose: () => void }) {
  const close = useRef<HTMLButtonElement>(null);
  return (
    <Dialog title="Embed in a page" focus={close} onClose={onClose}>
      <p>This file is on this computer: other pages cannot open it.</p>
      <p>
        Put it where others can fetch it, a web server or a bucket that allows ranges and CORS, open it here by its address, and embed it
        then.
      </p>
      <DialogActions>
        <Button ref={close} onClick={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function shownIn({ file, plot }: Viewer, url: string): Parameters<typeof elementSnippet>[1] {
  const { coloring, points } = plot.getState();
  return {
    src: new URL(url, document.baseURI).href,
    path: file.getState().path,
    color: coloring && colorText(coloring.ref),
    embedding: points?.ref.kind === 'embedding' ? embeddingText(points.ref) : null,
  };
}
