import { RUN_PAGE } from './all-runs/run-page.tsx';
import { ALL_RUNS_PAGE } from './all-runs/runs-page.tsx';
import { ARTEFACT_PAGE } from './artefact/artefact-page.tsx';
import { COMPARE_PAGE } from './compare/compare-page.tsx';
import { EVENTS_PAGE, EVENTS_PANEL } from './events/events-panel.tsx';
import { FLOWS_PANEL } from './flows/flows-panel.tsx';
import { INBOX_PANEL } from './inbox/inbox-panel.tsx';
import { TASK_PAGE } from './inbox/task-page.tsx';
import { INSPECTOR_PANEL } from './inspector/inspector-panel.tsx';
import { MEMORY_PAGE } from './memory/memory-page.tsx';
import { MEMORY_PANEL } from './memory/memory-panel.tsx';
import { MODELS_PAGE } from './models/models-page.tsx';
import { OBSERVATORY_PAGE } from './observatory/observatory-page.tsx';
import { OBSERVATORY_PANEL } from './observatory/observatory-panel.tsx';
import { PACKET_PAGE } from './packets/packet-page.tsx';
import { PACKETS_PANEL } from './packets/packets-panel.tsx';
import type { Panel } from './panel.ts';
import { PLAN_PANEL } from './plan/plan-panel.tsx';
import { PROBLEMS_PANEL } from './problems/problems-panel.tsx';
import { PULL_PAGE } from './pull/pull-page.tsx';
import { RUN_DETAILS_PANEL } from './run-details/run-details-panel.tsx';
import { RUNS_PANEL } from './runs/runs-panel.tsx';
import { PRODUCT_PAGE } from './skills/product-page.tsx';
import { SKILL_PAGE } from './skills/skill-page.tsx';
import { SKILLS_PANEL } from './skills/skills-panel.tsx';
import { TESTS_PANEL } from './tests/tests-panel.tsx';
import { TIMELINE_PANEL } from './timeline/timeline-panel.tsx';
import { VERSION_PAGE } from './versions/version-page.tsx';
import { VERSIONS_PANEL } from './versions/versions-panel.tsx';

/** Every panel of the window, in the order of its buttons. */
export const ALL_PANELS: readonly Panel[] = [
  FLOWS_PANEL,
  PACKETS_PANEL,
  VERSIONS_PANEL,
  RUNS_PANEL,
  INBOX_PANEL,
  SKILLS_PANEL,
  MEMORY_PANEL,
  OBSERVATORY_PANEL,
  INSPECTOR_PANEL,
  RUN_DETAILS_PANEL,
  PROBLEMS_PANEL,
  PLAN_PANEL,
  TIMELINE_PANEL,
  TESTS_PANEL,
  EVENTS_PANEL,
  EVENTS_PAGE,
  TASK_PAGE,
  ALL_RUNS_PAGE,
  RUN_PAGE,
  ARTEFACT_PAGE,
  MEMORY_PAGE,
  OBSERVATORY_PAGE,
  MODELS_PAGE,
  PACKET_PAGE,
  SKILL_PAGE,
  PRODUCT_PAGE,
  VERSION_PAGE,
  COMPARE_PAGE,
  PULL_PAGE,
];

export const panelsAt = (place: Panel['place']): readonly Panel[] => ALL_PANELS.filter(panel => panel.place === place);

export const panelOf = (panelId: string | null): Panel | undefined => ALL_PANELS.find(panel => panel.id === panelId);
