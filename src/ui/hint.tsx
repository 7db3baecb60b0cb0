/** What a control does, on hover and focus: one popup for the whole viewer, so that a control with a hint costs no more than one without. Page, React. */
import { cloneElement, type ReactElement, type RefObject, useEffect, useRef } from 'react';
import styles from './hint.module.css';

const DELAY_MS = 350;
/** From control to popup, and from popup to the edge of the window, in CSS pixels. */
const GAP = 6;

interface HintProps {
  readonly label: string;
  /** The element that has the hint. */
  readonly children: ReactElement<{ 'data-hint'?: string; 'aria-label'?: string; 'aria-description'?: string }>;
}

export function Hint({ label, children }: HintProps) {
  const isNamed = children.props['aria-label'] === label;
  return cloneElement(children, { 'data-hint': label, ...(isNamed ? {} : { 'aria-description': label }) });
}

/** The popup; `within` is the element whose descendants have hints. */
export function HintPopup({ within }: { readonly within: RefObject<HTMLElement | null> }) {
  const popup = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const [root, element] = [within.current, popup.current];
    if (!root || !element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let owner: HTMLElement | null = null;

    const hide = (): void => {
      clearTimeout(timer);
      owner = null;
      if (element.matches(':popover-open')) element.hidePopover();
    };
    const show = (): void => {
      if (!owner?.isConnected) return;
      element.textContent = owner.dataset['hint'] ?? '';
      element.showPopover();
      place(element, owner.getBoundingClientRect());
    };
    const wait = (event: Event): void => {
      const next = (event.target as HTMLElement).closest<HTMLElement>('[data-hint]');
      if (next === owner) return;
      const isNeighbour = element.matches(':popover-open');
      hide();
      owner = next;
      if (next) timer = setTimeout(show, isNeighbour ? 0 : DELAY_MS);
    };
    const onFocus = (event: FocusEvent): void => {
      if ((event.target as HTMLElement).matches(':focus-visible')) wait(event);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') hide();
    };

    const listening = new AbortController();
    const { signal } = listening;
    root.addEventListener('pointerover', wait, { signal });
    root.addEventListener('pointerleave', hide, { signal });
    root.addEventListener('pointerdown', hide, { signal });
    root.addEventListener('focusin', onFocus, { signal });
    root.addEventListener('focusout', hide, { signal });
    root.addEventListener('keydown', onKey, { signal });
    root.addEventListener('wheel', hide, { signal, passive: true });
    return () => {
      hide();
      listening.abort();
    };
  }, [within]);

  return <div ref={popup} popover="manual" role="tooltip" className={styles.popup} />;
}

/** Below its owner, or above where there is no room. */
function place(popup: HTMLElement, owner: DOMRect): void {
  const { width, height } = popup.getBoundingClientRect();
  const below = owner.bottom + GAP;
  const top = below + height + GAP > innerHeight ? owner.top - GAP - height : below;
  const left = Math.min(innerWidth - width - GAP, Math.max(GAP, owner.left + owner.width / 2 - width / 2));
  popup.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
}
