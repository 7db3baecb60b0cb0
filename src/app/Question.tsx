/** The question that is asked, if one is. Page, React. */
import { useQuestion } from '../state/react.tsx';
import { DownloadDialog } from './DownloadDialog.tsx';
import { LossDialog } from './LossDialog.tsx';
import { NameDialog } from './NameDialog.tsx';
import { RoomDialog } from './RoomDialog.tsx';
import { UrlDialog } from './UrlDialog.tsx';

export function Question() {
  const asked = useQuestion((state) => state.asked);
  switch (asked?.kind) {
    case 'name':
      return <NameDialog question={asked} />;
    case 'loss':
      return <LossDialog question={asked} />;
    case 'room':
      return <RoomDialog question={asked} />;
    case 'download':
      return <DownloadDialog question={asked} />;
    case 'url':
      return <UrlDialog question={asked} />;
    default:
      return null;
  }
}
