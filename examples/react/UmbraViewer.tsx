/** `<umbra-viewer>` as a React component. Load `umbra-viewer.js` once, in the page or with `loadUmbra`; the types are `umbra-viewer.d.ts`. */
import { type DetailedHTMLProps, type HTMLAttributes, type Ref, useEffect, useRef } from 'react';
// Copied from where Umbra is, beside its script.
import type { CellInfo, Opened, UmbraViewerElement } from './umbra-viewer.d.ts';

export interface UmbraViewerAttributes extends DetailedHTMLProps<HTMLAttributes<UmbraViewerElement>, UmbraViewerElement> {
  ref?: Ref<UmbraViewerElement>;
  src?: string;
  path?: string;
  'color-by'?: string;
  embedding?: string;
  theme?: 'light' | 'dark' | 'system';
  show?: string;
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'umbra-viewer': UmbraViewerAttributes;
    }
  }
}

export interface UmbraViewerProps {
  readonly src: string;
  readonly colorBy?: string;
  readonly embedding?: string;
  readonly show?: string;
  readonly height?: number;
  readonly onReady?: (opened: Opened) => void;
  readonly onSelect?: (cell: CellInfo | null) => void;
}

export function UmbraViewer({ src, colorBy, embedding, show = 'legend toolbar', height = 480, onReady, onSelect }: UmbraViewerProps) {
  const viewer = useRef<UmbraViewerElement>(null);
  useEffect(() => {
    const { current } = viewer;
    const ready = ({ detail }: CustomEvent<Opened>): void => onReady?.(detail);
    const select = ({ detail }: CustomEvent<CellInfo | null>): void => onSelect?.(detail);
    current?.addEventListener('umbra-ready', ready);
    current?.addEventListener('umbra-select', select);
    return () => {
      current?.removeEventListener('umbra-ready', ready as EventListener);
      current?.removeEventListener('umbra-select', select as EventListener);
    };
  }, [onReady, onSelect]);
  return (
    <umbra-viewer
      ref={viewer}
      src={src}
      {...(colorBy !== undefined && { 'color-by': colorBy })}
      {...(embedding !== undefined && { embedding })}
      show={show}
      style={{ display: 'block', height }}
    />
  );
}

/** Once on a page. @param umbra where Umbra is, as `https://umbra.example/` */
export function loadUmbra(umbra: string): Promise<unknown> {
  return import(/* @vite-ignore */ new URL('umbra-viewer.js', umbra).href);
}
