import { IconAlertTriangle, IconCircleCheck, IconX } from '@tabler/icons-react';
import { Button, Progress } from '@mantine/core';
import type { PacketId } from '../../../engine/base/ids.ts';
import type { PacketBuilt, SliceChange } from '../../../engine/contract/recipes.ts';
import type { BuildState } from '../../state/recipe-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { problemSentence } from './packet-words.ts';
import styles from './packets.module.css';

/** How a build comes along, and then what it made, slice by slice. */
export function BuildReport({ packetId }: { packetId: PacketId }) {
  const build = useStudio(studio => studio.builds[packetId]);
  const stopBuild = useStudio(studio => studio.stopBuild);
  const forgetBuild = useStudio(studio => studio.forgetBuild);
  if (build === undefined) return null;
  return (
    <section className={styles.build} aria-label="The build">
      {build.status === 'reads' ? (
        <Reading build={build} onStop={() => stopBuild(packetId)} />
      ) : (
        <div className={styles.buildHead}>
          <p className={styles.fit} data-fits={build.status === 'done' && build.built.problems.length === 0} role="status">
            {build.status === 'done' && build.built.problems.length === 0 ? (
              <IconCircleCheck size={15} aria-hidden />
            ) : (
              <IconAlertTriangle size={15} aria-hidden />
            )}
            <span>{build.status === 'failed' ? build.sentence : build.built.sentence}</span>
          </p>
          <IconButton icon={IconX} words="Put the report away" onPress={() => forgetBuild(packetId)} />
        </div>
      )}
      {build.status === 'done' && <BuiltSlices built={build.built} />}
    </section>
  );
}

function Reading({ build: { slice, done, total }, onStop }: { build: Extract<BuildState, { status: 'reads' }>; onStop: () => void }) {
  return (
    <div className={styles.reading}>
      <span role="status">{slice === null ? 'Beginning to read the sources…' : `Reading ${slice}: ${done + 1} of ${total}`}</span>
      <Progress value={total === 0 ? 0 : (done / total) * 100} aria-label="Sources read" className={styles.bar ?? ''} />
      <Button variant="default" size="compact-sm" onClick={onStop}>
        Stop
      </Button>
    </div>
  );
}

const CHANGE_WORDS: Readonly<Record<SliceChange, string>> = {
  new: 'new',
  same: 'the same as before',
  changed: 'changed since the last build',
  removed: 'no longer in the recipe',
  unread: 'could not be read',
};

function BuiltSlices({ built: { slices, problems } }: { built: PacketBuilt }) {
  return (
    <ul className={styles.built}>
      {slices.map(slice => (
        <li key={slice.name} data-change={slice.change}>
          <b>{slice.name}</b>
          <span>{CHANGE_WORDS[slice.change]}</span>
          <span className={styles.size}>{slice.change === 'unread' || slice.change === 'removed' ? '' : formatBytes(slice.bytes)}</span>
          {[...(slice.origin?.notes ?? []), ...problems.filter(problem => problem.slice === slice.name).map(problemSentence)].map(
            sentence => (
              <p key={sentence} className={problems.some(problem => problemSentence(problem) === sentence) ? styles.bad : styles.note}>
                {sentence}
              </p>
            ),
          )}
        </li>
      ))}
      {problems
        .filter(problem => problem.slice === null || !slices.some(slice => slice.name === problem.slice))
        .map(problem => (
          <li key={`${problem.slice ?? ''} ${problem.message}`} data-change="unread">
            <p className={styles.bad}>{problemSentence(problem)}</p>
          </li>
        ))}
    </ul>
  );
}
