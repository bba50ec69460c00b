import { IconHammer } from '@tabler/icons-react';
import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { PacketId, SliceName } from '../../../engine/base/ids.ts';
import type { PacketPage } from '../../state/packet-page.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { flowChoices } from '../flows/flow-choices.ts';
import { BuildReport } from './build-report.tsx';
import { sourceForm } from './source-fields.ts';
import { LastRead } from './last-read.tsx';
import { SourceForm } from './source-form.tsx';
import { sourceProblems } from './source-problems.ts';
import styles from './packets.module.css';

/** Where the slices of a packet come from, one form for each, and how the last build came along. */
export function SourcesView({ packetId, page }: { packetId: PacketId; page: PacketPage }) {
  const changePacket = useStudio(studio => studio.changePacket);
  const contract = useStudio(studio => studio.openFlow?.flow.packet.slices ?? null);
  // A new recipe is for the flow one works on; it may be another.
  const flowId = useStudio(studio => studio.openFlow?.flowId ?? null);
  const [picked, setPicked] = useState<SliceName | null>(null);
  const recipe = page.history?.now.recipe ?? null;
  if (recipe === null)
    return (
      <EmptyState
        icon={<IconHammer size={28} stroke={1.4} />}
        sentence="This packet is kept by hand. A recipe says where each slice comes from, such as files, tables, a web address or an earlier run, and builds it anew when you ask."
        action={
          <Button
            variant="default"
            onClick={() => changePacket(packetId, 'adding a recipe', draft => ({ ...draft, recipe: { flow: flowId, sources: {} } }))}
          >
            Build it from sources
          </Button>
        }
      />
    );
  // true: names of slices of a packet, a recipe and a contract
  const names = [
    ...new Set([
      ...(page.history?.now.slices ?? []).map(slice => slice.name),
      ...Object.keys(recipe.sources),
      ...Object.keys(contract ?? {}),
    ]),
  ] as SliceName[];
  const name = names.find(one => one === picked) ?? names[0];
  return (
    <>
      <BuildReport packetId={packetId} />
      <div className={styles.sources}>
        <ContractChoice packetId={packetId} flow={recipe.flow} />
        {name === undefined ? (
          <p className={styles.note}>Add a slice under Contents first, or open the flow that this packet is for.</p>
        ) : (
          <div className={styles.columns}>
            <div className={styles.side}>
              <div className={styles.tabs} role="tablist" aria-label="Sources" aria-orientation="vertical">
                {names.map((one, index) => (
                  <button
                    key={one}
                    type="button"
                    role="tab"
                    aria-selected={one === name}
                    tabIndex={one === name ? 0 : -1}
                    className={styles.tab}
                    onClick={() => setPicked(one)}
                    onKeyDown={event => {
                      const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
                      if (by === 0) return;
                      setPicked(names[(index + by + names.length) % names.length] ?? one);
                      const tabs = event.currentTarget.parentElement?.children;
                      (tabs?.[(index + by + names.length) % names.length] as HTMLElement | undefined)?.focus(); // true: the tabs are buttons
                    }}
                  >
                    <span className={styles.tabName}>{one}</span>
                    <SourceState source={recipe.sources[one]} trouble={page.troubles[one]} />
                  </button>
                ))}
              </div>
            </div>
            <div className={styles.slice} role="tabpanel" aria-label={name}>
              {page.troubles[name] !== undefined && (
                <p className={styles.bad} role="alert">
                  {page.troubles[name]}
                </p>
              )}
              <SourceForm key={name} packetId={packetId} name={name} source={recipe.sources[name]} />
              <LastRead origin={page.packet?.manifest?.slices[name]} />
            </div>
          </div>
        )}
      </div>
    </>
  );
}

function SourceState({ source, trouble }: { source: Parameters<typeof sourceProblems>[0] | undefined; trouble: string | undefined }) {
  if (source === undefined) return <span className={styles.size}>no source</span>;
  const isIncomplete = trouble !== undefined || sourceProblems(source).length > 0;
  return isIncomplete ? (
    <span className={styles.unsaved}>to fill in</span>
  ) : (
    <span className={styles.size}>{sourceForm(source['from'])?.title ?? 'unknown'}</span>
  );
}

/** The flow whose contract a build checks the slices against. */
function ContractChoice({ packetId, flow }: { packetId: PacketId; flow: string | null }) {
  const changePacket = useStudio(studio => studio.changePacket);
  const flows = useStudio(studio => studio.flows ?? []);
  return (
    <Select
      className={styles.contract ?? ''}
      label="Built for the flow"
      description="A build checks every slice against what this flow asks for."
      placeholder="No flow: slices are taken as they are"
      clearable
      searchable
      data={flowChoices(flows, flow)}
      value={flow}
      onChange={next =>
        changePacket(packetId, 'choosing the flow', draft =>
          draft.recipe === null ? draft : { ...draft, recipe: { ...draft.recipe, flow: next } },
        )
      }
    />
  );
}
