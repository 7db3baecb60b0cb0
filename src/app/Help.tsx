/** The keys and gestures, on `?`. Page, React. */
import { CircleQuestionMark } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { shortcutText } from '../ui/keys.ts';
import styles from './help.module.css';

type Line = readonly [keys: readonly string[], does: string];

const SECTIONS: readonly (readonly [title: string, lines: readonly Line[]])[] = [
  [
    'Everywhere',
    [
      [[shortcutText('mod+k')], 'Search for a gene or a column; paste a list of genes for their mean'],
      [['/'], 'Filter the tree'],
      [[shortcutText('mod+z'), shortcutText('mod+shift+z')], 'Undo, redo'],
      [['Esc'], 'Close what is open, back to where you were'],
      [['?'], 'These shortcuts'],
    ],
  ],
  [
    'Tree',
    [
      [['↑', '↓', '←', '→'], 'Move, fold and unfold'],
      [['Enter'], 'Show: draw, colour by, or open as a table'],
      [['right click'], 'All that can be done with it'],
    ],
  ],
  [
    'Cells',
    [
      [['wheel', 'drag'], 'Zoom at the pointer, pan'],
      [['hover'], 'Name and value of a cell'],
      [['click'], 'Mark a cell in the plot and in the tables'],
    ],
  ],
  [
    'Tables and matrices',
    [
      [['↑', '↓', '←', '→'], 'Move; with Shift, select'],
      [['Page ↑', 'Page ↓', 'Home', 'End'], 'Move far; with Ctrl, to the corners'],
      [[shortcutText('mod+c')], 'Copy what is selected, with all digits'],
      [['Enter'], 'Mark the cell of a row in the plot'],
      [['Delete'], 'On a tab: close it'],
    ],
  ],
];

export function Help() {
  const [isOpen, setOpen] = useState(false);
  const close = useRef<HTMLButtonElement>(null);
  return (
    <>
      <IconButton label="Keyboard shortcuts" icon={<CircleQuestionMark size={16} />} data-shortcut="?" onClick={() => setOpen(true)} />
      {isOpen && (
        <Dialog title="Keyboard shortcuts" focus={close} onClose={() => setOpen(false)} isWide>
          <div className={styles.sections}>
            {SECTIONS.map(([title, lines]) => (
              <section key={title}>
                <h3>{title}</h3>
                <dl>
                  {lines.map(([keys, does]) => (
                    <div key={does} className={styles.line}>
                      <dt>
                        {keys.map((key) => (
                          <kbd key={key}>{key}</kbd>
                        ))}
                      </dt>
                      <dd>{does}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <DialogActions>
            <Button ref={close} onClick={() => setOpen(false)}>
              Close
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}
