import { Button, Group, SegmentedControl, Switch, Text, useComputedColorScheme } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { FlowId } from '../../../engine/base/ids.ts';
import type { Flow } from '../../../engine/flow/flow.ts';
import { failureSentence } from '../../bridge/failure-sentence.ts';
import { drawing, drawingFile, svgAddress, type DrawingFormat } from '../../canvas/print/drawing-file.ts';
import type { PrintTheme } from '../../canvas/print/print-colours.ts';
import { edgeId } from '../../canvas/step-links.ts';
import { NO_OVERLAY, type Overlay } from '../../canvas/to-canvas.ts';
import { useStudio } from '../../state/studio.ts';
import { formatInstant } from '../../ui/format-date.ts';
import { stepChips } from '../runs/step-chips.ts';
import { takenEdges } from '../runs/taken-edges.ts';
import styles from './share-dialog.module.css';

/** The whole drawing as a picture, as it is seen before it is saved. */
export function DrawingPart({ flowId, flow }: { flowId: FlowId; flow: Flow }) {
  const run = useStudio(({ shownRun }) => (shownRun?.run?.flowId === flowId ? shownRun.run : null));
  const handOver = useStudio(studio => studio.handOver);
  const share = useStudio(studio => studio.share);
  const shown = useComputedColorScheme('light');
  const [theme, setTheme] = useState<PrintTheme>(shown);
  const [as, setAs] = useState<DrawingFormat>('png');
  const [withRun, setWithRun] = useState(false);
  const [openedUs] = useState(() => Date.now() * 1000);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [preview, setPreview] = useState<string | null>(null);
  const print = useMemo(() => {
    const overlay: Overlay =
      run === null || !withRun ? NO_OVERLAY : { chips: stepChips(run), taken: new Set(takenEdges(run).map(edgeId)), problems: [] };
    return {
      flow,
      theme,
      overlay,
      caption: `As drawn on ${formatInstant(openedUs)}${withRun ? ', with the run that is shown' : ''}`,
    };
  }, [flow, theme, run, withRun, openedUs]);
  useEffect(() => {
    let wanted = true;
    drawing(print).then(
      ({ svg }) => wanted && setPreview(svgAddress(svg)),
      () => undefined, // saving says what is wrong
    );
    return () => {
      wanted = false;
    };
  }, [print]);
  const save = async () => {
    setBusy(true);
    setTrouble(null);
    try {
      handOver(await drawingFile(print, as, flowId));
      share(null);
    } catch (error) {
      setTrouble(`The picture was not made. ${failureSentence(error)} Save it as SVG instead.`);
      setBusy(false);
    }
  };
  if (flow.steps.length === 0) return <Text>Nothing is drawn yet: draw a step, and its picture can be saved here.</Text>;
  return (
    <>
      <div className={styles.preview} data-theme={theme}>
        {preview !== null && <img src={preview} alt={`Drawing of ${flow.name}`} />}
      </div>
      <Group gap="md">
        <SegmentedControl
          aria-label="As what"
          data={[
            { value: 'png', label: 'PNG picture' },
            { value: 'svg', label: 'SVG drawing' },
          ]}
          value={as}
          onChange={next => setAs(next === 'svg' ? 'svg' : 'png')}
        />
        <SegmentedControl
          aria-label="Colours"
          data={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          value={theme}
          onChange={next => setTheme(next === 'dark' ? 'dark' : 'light')}
        />
        {run !== null && (
          <Switch label="With what the shown run did" checked={withRun} onChange={event => setWithRun(event.currentTarget.checked)} />
        )}
      </Group>
      {trouble !== null && (
        <Text role="alert" className={styles.trouble ?? ''}>
          {trouble}
        </Text>
      )}
      <Group justify="flex-end">
        <Button leftSection={<IconDownload size={16} />} loading={busy} onClick={() => void save()}>
          Save the drawing
        </Button>
      </Group>
    </>
  );
}
