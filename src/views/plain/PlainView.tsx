/** What stands where cells would be when the file is neither AnnData nor MuData: what it is, and the way on. Page, React. */
import { Hdf5Shadow } from '../../shadow/index.ts';
import { useShadow } from '../../state/react.tsx';
import { plural } from '../../ui/format.ts';
import { Attributes } from '../details/Attributes.tsx';
import styles from './plain.module.css';

export function PlainView() {
  const shadow = useShadow();
  if (!(shadow instanceof Hdf5Shadow)) return null;
  const { resemblance, node, counts, session } = shadow;
  const file = session.outline.file.format === 'Zarr' ? 'a Zarr store' : 'an HDF5 file';
  return (
    <section className={styles.plain} aria-label="About the file">
      <div className={styles.body}>
        <h2>No cells to draw</h2>
        {counts.objects > 0 ? (
          <p>
            This is {file} with {plural(counts.objects, 'AnnData object')}, each with its own obs and var: they are in the tree.
          </p>
        ) : (
          <p>
            This is {file}, but not AnnData or MuData: obs and var are missing. All that is in it is in the tree, and each array can be
            opened from there.
          </p>
        )}
        {resemblance && (
          <p className={styles.resemblance}>
            It looks like {resemblance.what}. {resemblance.hint}
          </p>
        )}
        {node && <Attributes node={node} title="Attributes of the file" />}
      </div>
    </section>
  );
}
