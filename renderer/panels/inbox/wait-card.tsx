import { neverHere } from '../../../engine/base/never-here.ts';
import type { Wait } from '../../../engine/trace/trace-row.ts';
import { EventCard } from '../events/event-card.tsx';
import { TaskCard } from './task-card.tsx';

/** What a parked run asks for, and the way to give it. */
export function WaitCard({ wait }: { wait: Wait }) {
  const { subject } = wait;
  switch (subject.kind) {
    case 'human':
      return <TaskCard waitId={wait.waitId} subject={subject} />;
    case 'event':
      return <EventCard subject={subject} />;
    default:
      return neverHere(subject);
  }
}
