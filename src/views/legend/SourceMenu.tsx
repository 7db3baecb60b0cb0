/** Where a gene's values are from, beside its name; another matrix is chosen here. Page, React. */
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { type AnnDataShadow, hasName, type VarRef } from '../../shadow/index.ts';
import { annDataOf, isSameSource, sourceLabel, sourceOptions } from '../../state/plot/gene-source.ts';
import { useData, useViewer } from '../../state/react.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';

export function SourceMenu({ gene }: { readonly gene: VarRef }) {
  const owner = annDataOf(useData(), gene.mod);
  const { search } = useViewer();
  /** Labels of the matrices without the gene; looked up when the menu is opened. */
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
      onOpen={() => void sourcesWithout(gene.name, owner).then(setLacking, () => {})}
      trigger={
        <Button look="quiet" aria-label={`Values from ${sourceLabel(gene)}`}>
          {sourceLabel(gene)}
          <ChevronDown size={14} />
        </Button>
      }
    />
  );
}

async function sourcesWithout(name: string, owner: AnnDataShadow): Promise<ReadonlySet<string>> {
  const known = await Promise.all(sourceOptions(owner).map(async ({ label, names }) => ((await hasName(names, name)) ? null : label)));
  return new Set(known.filter((label) => label !== null));
}
