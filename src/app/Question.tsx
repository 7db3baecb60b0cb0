/** The question that is asked, if one is. Page, React. */
import { useQuestion } from '../state/react.tsx';
import { LossDialog } from './LossDialog.tsx';
import { NameDialog } from './NameDialog.tsx';
import { RoomDialog } from './RoomDialog.tsx';

export function Question() {
  const asked = useQuestion((state) => state.asked);
  switch (asked?.kind) {
    case 'name':
      return <NameDialog question={asked} />;
    case 'loss':
      return <LossDialog question={asked} />;
    case 'room':
      return <RoomDialog question={asked} />;
    default:
      return null;
  }
}
