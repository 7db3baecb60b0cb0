/**
 * One box for the columns and genes of all modalities: type, choose, and the cells are coloured. Page, React.
 * On a narrow screen an icon that opens it over the header. Names are read when it is opened.
 */
import { Autocomplete } from '@base-ui/react/autocomplete';
import { Search, X } from 'lucide-react';
import { type ClipboardEvent, type FocusEvent, useEffect, useRef } from 'react';
import { useSearch, useViewer } from '../../state/react.tsx';
import type { SearchItem } from '../../state/search/search-item.ts';
import { IconButton } from '../../ui/button.tsx';
import { shortcutText } from '../../ui/keys.ts';
import { usePortal } from '../../ui/portal.tsx';
import { SearchList } from './SearchList.tsx';
import styles from './search-box.module.css';

const LABEL = 'Search genes and columns';

export function SearchBox({ isNarrow }: { readonly isNarrow: boolean }) {
  const { search, panels } = useViewer();
  const isOpen = useSearch((state) => state.isOpen);
  const query = useSearch((state) => state.query);
  const groups = useSearch((state) => state.groups);
  const portal = usePortal();
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  /** Who had the focus before, and gets it back. */
  const before = useRef<HTMLElement | null>(null);

  // Opened from elsewhere: by the key, or by the legend.
  useEffect(() => {
    if (isOpen) input.current?.focus();
  }, [isOpen]);

  const finish = (): void => {
    search.close();
    if (before.current?.isConnected) before.current.focus();
    else input.current?.blur();
  };
  const choose = (item: SearchItem): void => {
    search.choose(item.ref);
    // Where one panel is seen at a time, the cells come to the front.
    panels.setState({ narrow: 'plot' });
    finish();
  };
  const onFocus = (event: FocusEvent): void => {
    before.current = event.relatedTarget as HTMLElement | null;
    search.open();
  };

  /** A field of one line drops the line breaks of what is pasted, and the names of a list would run together. */
  const onPaste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const field = event.currentTarget;
    const text = event.clipboardData.getData('text/plain');
    if (!/[\r\n\t]/.test(text.trim())) return;
    event.preventDefault();
    const line = text.trim().replaceAll(/\s*[\r\n\t]+\s*/g, ', ');
    field.setRangeText(line, field.selectionStart ?? 0, field.selectionEnd ?? field.value.length, 'end');
    search.open(field.value);
  };

  return (
    <>
      {isNarrow && <IconButton label={LABEL} icon={<Search size={16} />} data-shortcut="mod+k" onClick={() => search.open()} />}
      {(!isNarrow || isOpen) && (
        <div ref={box} className={styles.box} data-narrow={isNarrow || undefined}>
          <Autocomplete.Root
            items={groups as never}
            mode="none"
            value={query}
            onValueChange={(text, { reason }) => reason === 'input-change' && search.setQuery(text)}
            open={isOpen}
            onOpenChange={(open, { reason }) => {
              if (open) search.open();
              else if (reason === 'escape-key') finish();
              // An empty field lists what is offered before anything is typed.
              else if (reason !== 'item-press' && reason !== 'input-clear') search.close();
            }}
            autoHighlight="always"
            keepHighlight
          >
            <Search size={14} className={styles.icon} />
            <Autocomplete.Input
              ref={input}
              className={styles.input}
              placeholder={isNarrow ? 'Gene or column' : `Gene or column (${shortcutText('mod+k')})`}
              aria-label={LABEL}
              spellCheck={false}
              onFocus={onFocus}
              onPaste={onPaste}
              {...(isNarrow ? {} : { 'data-shortcut': 'mod+k' })}
            />
            {isNarrow && <IconButton label="Close the search" icon={<X size={16} />} onClick={finish} />}
            <Autocomplete.Portal container={portal}>
              <Autocomplete.Positioner anchor={box} align="end" sideOffset={4} className={styles.positioner}>
                <Autocomplete.Popup className={styles.popup}>
                  <SearchList query={query} onChoose={choose} />
                </Autocomplete.Popup>
              </Autocomplete.Positioner>
            </Autocomplete.Portal>
          </Autocomplete.Root>
        </div>
      )}
    </>
  );
}
