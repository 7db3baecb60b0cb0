/** Names with their values, in sections: attributes as the file has them, and whatever else is listed so. Page, React. */
import type { AttributeValue, OutlineNode } from '../../shadow/index.ts';
import styles from './details.module.css';

interface AttributesProps {
  readonly node: OutlineNode;
  readonly title?: string;
}

export function Attributes({ node, title = 'Attributes' }: AttributesProps) {
  if (node.attributes.length === 0) return null;
  return (
    <Section title={title}>
      {node.attributes.map(({ name, value, dtype }) => (
        <Entry key={name} name={name} value={attributeText(value, dtype)} />
      ))}
    </Section>
  );
}

export function Section({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div className={styles.section}>
      <h3>{title}</h3>
      <dl>{children}</dl>
    </div>
  );
}

export function Entry({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className={styles.entry}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const MOST_SHOWN = 50;

function attributeText(value: AttributeValue, dtype: string): string {
  if (value === null) return dtype === 'empty' ? '(empty)' : `(${dtype})`;
  if (!Array.isArray(value)) return String(value);
  const more = value.length > MOST_SHOWN ? `, … ${value.length} in all` : '';
  return `[${value.slice(0, MOST_SHOWN).join(', ')}${more}]`;
}
