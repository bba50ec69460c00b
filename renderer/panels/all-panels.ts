import { FLOWS_PANEL } from './flows/flows-panel.tsx';
import { INSPECTOR_PANEL } from './inspector/inspector-panel.tsx';
import type { Panel } from './panel.ts';
import { PROBLEMS_PANEL } from './problems/problems-panel.tsx';

/** Every panel of the window, in the order of its buttons. */
export const ALL_PANELS: readonly Panel[] = [FLOWS_PANEL, INSPECTOR_PANEL, PROBLEMS_PANEL];

export const panelsAt = (place: Panel['place']): readonly Panel[] => ALL_PANELS.filter(panel => panel.place === place);

export const panelOf = (panelId: string | null): Panel | undefined => ALL_PANELS.find(panel => panel.id === panelId);
