/** The question that is asked, if one is. Page, React. */
import { useQuestion } from '../state/react.tsx';
import { LossDialog } from './LossDialog.tsx';
import { NameDialog } from './NameDialog.tsx';

export function Question() {
  const asked = useQuestion((state) => state.asked);
  if (asked?.kind === 'name') return <NameDialog question={asked} />;
  return asked && <LossDialog question={asked} />;
}
