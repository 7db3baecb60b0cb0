/** Above the cells: where they stand, how they are drawn, and the picture as a file or in the clipboard. Page, React. */
import { Check, Copy, Download, Home, Minus, Plus, Settings2 } from 'lucide-react';
import { useState } from 'react';
import type { ScatterRenderer } from '../../layers/scatter-renderer.ts';
import { pointDiameter } from '../../plots/points.ts';
import { type ErrorRecord, toErrorRecord } from '../../shadow/index.ts';
import { usePlot, useViewer } from '../../state/react.tsx';
import { IconButton } from '../../ui/button.tsx';
import { formatPercent } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Slider } from '../../ui/slider.tsx';
import { PlacePickers } from './PlacePickers.tsx';
import { copyPicture, savePicture } from './picture.ts';
import styles from './scatter.module.css';

export function PlotToolbar({ renderer }: { readonly renderer: ScatterRenderer | null }) {
  const points = usePlot((state) => state.points);
  return (
    <div className={styles.toolbar}>
      <PlacePickers />
      {renderer && points && (
        <span className={styles.buttons}>
          <IconButton label="Zoom in" icon={<Plus size={16} />} onClick={() => renderer.zoomBy(1)} />
          <IconButton label="Zoom out" icon={<Minus size={16} />} onClick={() => renderer.zoomBy(-1)} />
          <IconButton label="Show all cells" icon={<Home size={16} />} onClick={() => renderer.look(null, true)} />
          <PointSettings renderer={renderer} count={points.count} />
          <PictureButtons renderer={renderer} />
        </span>
      )}
    </div>
  );
}

function PictureButtons({ renderer }: { readonly renderer: ScatterRenderer }) {
  const viewer = useViewer();
  const [isCopied, setCopied] = useState(false);
  const [problem, setProblem] = useState<ErrorRecord | null>(null);
  const attempt = (work: () => Promise<void>, otherwise: Partial<ErrorRecord>): void => {
    setProblem(null);
    const release = viewer.activity.hold();
    work()
      .catch((error) => setProblem(toErrorRecord(error, otherwise)))
      .finally(release);
  };
  const copy = async (): Promise<void> => {
    await copyPicture(viewer, renderer);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  const save = (): void =>
    attempt(() => savePicture(viewer, renderer), {
      message: 'The picture could not be made.',
      hint: 'Make the window smaller, then try again.',
    });
  return (
    <>
      <IconButton
        label={isCopied ? 'Copied' : 'Copy picture'}
        icon={isCopied ? <Check size={16} /> : <Copy size={16} />}
        onClick={() => attempt(copy, { message: 'The browser does not let this page copy pictures.', hint: 'Save it as a file instead.' })}
      />
      <IconButton label="Save as PNG" icon={<Download size={16} />} onClick={save} />
      {problem && (
        <div className={styles.pictureProblem}>
          <Notice error={problem} action={{ label: 'Save as PNG', run: save }} onDismiss={() => setProblem(null)} />
        </div>
      )}
    </>
  );
}

function PointSettings({ renderer, count }: { readonly renderer: ScatterRenderer; readonly count: number }) {
  const { plot } = useViewer();
  const diameter = usePlot((state) => state.diameter);
  const opacity = usePlot((state) => state.opacity);
  const { width, height } = renderer.size;
  const shown = diameter ?? pointDiameter(count, width, height);
  return (
    <Popover title="Points" trigger={<IconButton label="Size and opacity" icon={<Settings2 size={16} />} />}>
      <Slider
        label="Size"
        value={shown}
        min={1}
        max={20}
        step={0.5}
        text={`${shown.toFixed(1)} px`}
        onChange={(value) => plot.setState({ diameter: value })}
      />
      <Slider
        label="Opacity"
        value={opacity}
        min={0.05}
        max={1}
        step={0.05}
        text={formatPercent(opacity)}
        onChange={(value) => plot.setState({ opacity: value })}
      />
    </Popover>
  );
}
