import { panelOf } from '../panels/all-panels.ts';
import { LastResort } from './last-resort.tsx';

/** The side panel that the rail opened. */
export function SidePanel({ panelId }: { panelId: string }) {
  const panel = panelOf(panelId);
  if (panel === undefined) return null;
  return (
    <LastResort key={panel.id} where={`${panel.title} panel`}>
      <panel.View subject="" />
    </LastResort>
  );
}
