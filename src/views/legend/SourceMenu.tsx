/** Where the values of a gene, or of a set of them, are from, beside its name; another matrix is chosen here. Page, React. */
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { type AnnDataShadow, hasNames, type SetRef, type VarRef } from '../../shadow/index.ts';
import { annDataOf, isSameSource, sourceLabel, sourceOptions } from '../../state/plot/gene-source.ts';
import { useData, useViewer } from '../../state/react.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';

export function SourceMenu({ gene }: { readonly gene: VarRef | SetRef }) {
  const owner = annDataOf(useData(), gene.mod);
  const { search } = useViewer();
  /** Labels of the matrices without it, or without one of them; looked up when the menu is opened. */
  const [lacking, setLacking] = useState<ReadonlySet<string>>(new Set());
  if (!owner) return null;
  const items = sourceOptions(owner).map(({ source, label }) => ({
    label,
    checked: isSameSource(source, gene),
    disabled: lacking.has(label),
    action: () => search.switchSource(gene, source),
  }));
  return (
    <Menu
      align="end"
      items={items}
      onOpen={() => void sourcesWithout(gene.kind === 'var' ? [gene.name] : gene.names, owner).then(setLacking, () => {})}
      trigger={
        <Button look="quiet" aria-label={`Values from ${sourceLabel(gene)}`}>
          {sourceLabel(gene)}
          <ChevronDown size={14} />
        </Button>
      }
    />
  );
}

async function sourcesWithout(genes: readonly string[], owner: AnnDataShadow): Promise<ReadonlySet<string>> {
  const known = await Promise.all(sourceOptions(owner).map(async ({ label, names }) => ((await hasNames(names, genes)) ? null : label)));
  return new Set(known.filter((label) => label !== null));
}
