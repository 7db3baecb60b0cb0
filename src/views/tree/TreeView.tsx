/** The tree of the object, live: every element with its shape or dtype and its mark. Page, React. */

import { hotkeysCoreFeature, type ItemInstance, selectionFeature, syncDataLoaderFeature } from '@headless-tree/core';
import { useTree } from '@headless-tree/react';
import { Box, Braces, ChevronRight, ClipboardCopy, Columns3, Grid3x3, Search, Sigma, Table2, TriangleAlert, X } from 'lucide-react';
import { memo, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react';
import { ElemShadow, type ShadowNode } from '../../shadow/index.ts';
import { encodingNote, fullText, problemText, shortText } from '../../state/element-text.ts';
import { useFile, useSelection, useShadow, useViewer } from '../../state/react.tsx';
import { showing } from '../../state/show.ts';
import { IconButton } from '../../ui/button.tsx';
import { copyText } from '../../ui/clipboard.ts';
import { Hint } from '../../ui/hint.tsx';
import { ContextMenu } from '../../ui/menu.tsx';
import { elementMenu } from './element-menu.ts';
import { MarkButton } from './mark.tsx';
import styles from './tree.module.css';
import { allFolders, iconOf, isFolder, isListed, missingMatrix, parentsOf, ROOT, type TreeIcon, treeItems } from './tree.ts';

const ICONS: Readonly<Record<TreeIcon, typeof Box>> = {
  object: Box,
  table: Table2,
  matrix: Grid3x3,
  column: Columns3,
  group: Braces,
  value: Sigma,
};

export function TreeView() {
  const viewer = useViewer();
  const data = useShadow();
  const revision = useFile((state) => state.revision);
  const [filter, setFilter] = useState('');
  const expanded = useSelection((state) => state.expanded);
  const [focused, setFocused] = useState<string | null>(null);
  const [pointedAt, setPointedAt] = useState<ShadowNode | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const rows = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: additions change what is in the tree, and come with a revision
  const items = useMemo(() => treeItems(data, filter), [data, filter, revision]);
  const lacking = missingMatrix(data);
  const isFiltered = filter.trim() !== '';
  // The library compares by identity, and sets state when it finds a change.
  const expandedItems = useMemo(() => (isFiltered ? allFolders(items) : [...expanded]), [isFiltered, items, expanded]);

  const tree = useTree<ShadowNode>({
    rootItemId: ROOT,
    getItemName: (item) => item.getItemData().name,
    isItemFolder: (item) => isFolder(item.getItemData()),
    dataLoader: { getItem: items.get, getChildren: items.children },
    // One row can always be reached by Tab.
    state: { expandedItems, focusedItem: focused !== null && isListed(items, expandedItems, focused) ? focused : null },
    setExpandedItems: (change) =>
      viewer.selection.setState(({ expanded: before }) => ({
        expanded: typeof change === 'function' ? change([...before]) : change,
      })),
    setFocusedItem: setFocused,
    onPrimaryAction: (item) => viewer.selection.setState({ element: item.getId() }),
    features: [syncDataLoaderFeature, selectionFeature, hotkeysCoreFeature],
  });
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the library caches what its loader gave
  useLayoutEffect(() => {
    tree.rebuildTree();
    redraw();
  }, [items]);

  // What is pointed at elsewhere is brought into view once: an addition, say.
  const element = useSelection((state) => state.element);
  const seen = useRef<string | null>(null);
  const sought = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (element === seen.current) return;
    const above = element === null ? [] : parentsOf(items, element);
    if (above === null) {
      // Hidden by the filter, or not here yet.
      if (isFiltered && parentsOf(treeItems(data, ''), element as string)) setFilter('');
      return;
    }
    seen.current = element;
    sought.current = element;
    viewer.selection.setState(({ expanded: open }) =>
      above.every((id) => open.includes(id)) ? {} : { expanded: [...new Set([...open, ...above])] },
    );
  }, [viewer, element, items, data, isFiltered]);
  useLayoutEffect(() => {
    const row = sought.current === null ? null : rows.current?.querySelector(`[data-id="${CSS.escape(sought.current)}"]`);
    if (!row) return;
    row.scrollIntoView({ block: 'nearest' });
    sought.current = null;
  });

  const { ref: containerRef, ...containerProps } = tree.getContainerProps('Contents of the file');
  return (
    <section className={styles.tree} aria-label="Contents of the file">
      <div className={styles.bar}>
        <Search size={14} className={styles.searchIcon} />
        <input
          ref={search}
          className={styles.filter}
          value={filter}
          placeholder="Filter"
          aria-label="Filter the tree"
          data-shortcut="/"
          onChange={(event) => setFilter(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setFilter('')}
        />
        {isFiltered && <IconButton label="Clear the filter" icon={<X size={14} />} onClick={() => setFilter('')} />}
        <IconButton label="Copy as text" icon={<ClipboardCopy size={14} />} onClick={() => void copyText(String(data))} />
      </div>
      {lacking && <p className={styles.lacking}>{lacking}</p>}
      {/* One menu for all rows: one for each would be most of the tree's cost. */}
      <ContextMenu items={pointedAt ? elementMenu(viewer, pointedAt) : []}>
        <div
          role="tree"
          {...containerProps}
          ref={(container) => {
            rows.current = container;
            containerRef?.(container);
          }}
          className={styles.rows}
          onContextMenu={(event) => {
            const id = (event.target as HTMLElement).closest<HTMLElement>('[data-id]')?.dataset['id'];
            setPointedAt(id === undefined ? null : items.get(id));
            if (id !== undefined) viewer.selection.setState({ element: id });
          }}
        >
          {tree.getItems().map((item) => (
            <Row key={item.getKey()} item={item} shadow={item.getItemData()} look={lookOf(item)} />
          ))}
          {isFiltered && items.children(ROOT).length === 0 && <p className={styles.nothing}>Nothing is called “{filter.trim()}”.</p>}
        </div>
      </ContextMenu>
    </section>
  );
}

interface RowProps {
  readonly item: ItemInstance<ShadowNode>;
  readonly shadow: ShadowNode;
  /** Changes whenever the row has to be drawn anew: the item itself is always the same object. */
  readonly look: string;
}

function lookOf(item: ItemInstance<ShadowNode>): string {
  const { posInSet, setSize } = item.getItemMeta();
  const { mark, cachedBytes, problem } = item.getItemData();
  return [posInSet, setSize, item.isExpanded(), item.isFocused(), mark, cachedBytes, problem?.message].join();
}

const Row = memo(({ item, shadow }: RowProps) => {
  const viewer = useViewer();
  const isShown = useSelection((state) => state.element === shadow.path);
  const Icon = ICONS[iconOf(shadow)];
  const { level } = item.getItemMeta();
  const show = (): void => showing(viewer, shadow)?.run();
  const { ref, ...props } = item.getProps();
  return (
    <div
      role="treeitem"
      tabIndex={-1}
      {...props}
      ref={ref}
      aria-label={`${shadow.name}, ${fullText(shadow)}`}
      className={styles.row}
      data-id={item.getId()}
      style={{ paddingInlineStart: 4 + level * 14 }}
      aria-selected={isShown}
      data-shown={isShown || undefined}
      onDoubleClick={show}
      onKeyDown={(event) => {
        if (event.key === 'Enter') show();
      }}
    >
      <ChevronRight
        size={14}
        className={styles.chevron}
        data-open={item.isExpanded() || undefined}
        data-leaf={!item.isFolder() || undefined}
      />
      {shadow.problem ? <TriangleAlert size={14} className={styles.problem} /> : <Icon size={14} className={styles.icon} />}
      <span className={styles.name}>{shadow.name}</span>
      {shadow.mark && (
        <MarkButton
          kind={shadow.isAdded ? 'added' : 'cached'}
          bytes={shadow.cachedBytes}
          isPart={!(shadow instanceof ElemShadow && shadow.isWhole)}
          onDrop={() => shadow.clearCache()}
        />
      )}
      <Hint label={shadow.problem?.message ?? encodingNote(shadow) ?? fullText(shadow)}>
        <span className={styles.detail}>{shadow.problem ? problemText(shadow) : shortText(shadow)}</span>
      </Hint>
    </div>
  );
});
