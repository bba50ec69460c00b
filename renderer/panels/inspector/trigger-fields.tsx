import { Select } from '@mantine/core';
import type { Flow } from '../../../engine/flow/flow.ts';
import { useStudio } from '../../state/studio.ts';
import { CommittedText } from '../../ui/committed-text.tsx';
import type { CommitFlow } from './flow-form.tsx';
import { referenceOptions } from './reference-options.ts';
import styles from './form.module.css';

const WAYS = [
  { value: 'manual', label: 'A person starts it' },
  { value: 'event', label: 'An event starts it' },
  { value: 'schedule', label: 'It starts by the clock' },
];

/** How a run of the flow begins. */
export function TriggerFields({ flow, commit }: { flow: Flow; commit: CommitFlow }) {
  const catalog = useStudio(studio => studio.catalog);
  const { trigger } = flow;
  const events = referenceOptions('eventType', flow, null, catalog);
  const choose = (way: string | null) => {
    if (way === 'manual') void commit({ trigger: { on: 'manual' } });
    if (way === 'event') void commit({ trigger: { on: 'event', eventType: events[0]?.value ?? 'product.event' } });
    if (way === 'schedule')
      void commit({ trigger: { on: 'schedule', cron: '0 9 * * 1', timezone: Intl.DateTimeFormat().resolvedOptions().timeZone } });
  };
  return (
    <>
      <Select aria-label="How a run begins" data={WAYS} value={trigger.on} allowDeselect={false} onChange={choose} />
      {trigger.on === 'event' && (
        <>
          <Select
            label="Event"
            data={[
              ...events.filter(event => event.value !== trigger.eventType),
              { value: trigger.eventType, label: events.find(event => event.value === trigger.eventType)?.label ?? trigger.eventType },
            ]}
            value={trigger.eventType}
            allowDeselect={false}
            searchable
            onChange={eventType => {
              if (eventType !== null) commit({ trigger: { ...trigger, eventType } });
            }}
          />
          <CommittedText
            label="Only when"
            isCode
            placeholder='payload.kind == "renewal"'
            value={trigger.match ?? ''}
            onCommit={match => commit({ trigger: withMatch(trigger, match) })}
          />
        </>
      )}
      {trigger.on === 'schedule' && (
        <>
          <CommittedText label="When (cron)" isCode value={trigger.cron} onCommit={cron => commit({ trigger: { ...trigger, cron } })} />
          <CommittedText label="Time zone" value={trigger.timezone} onCommit={timezone => commit({ trigger: { ...trigger, timezone } })} />
          <p className={styles.description}>
            Once published, runs start by the clock while Atelier is open; what was missed is made up for once.
          </p>
        </>
      )}
    </>
  );
}

/** An empty text takes the condition away and leaves what else the trigger says. */
function withMatch({ match: _match, ...trigger }: Extract<Flow['trigger'], { on: 'event' }>, match: string): Flow['trigger'] {
  return match === '' ? trigger : { ...trigger, match };
}
