import { ok, type Result } from '../base/result.ts';
import { fillNewWorkspace } from '../first-start.ts';
import { openWorkspace, SHIPPED_RESOURCES, type OpenProblem } from '../open-workspace.ts';
import type { FaultLog } from './bug-report.ts';
import { openHost, type Host } from './host.ts';

export interface OpenStudio {
  readonly folder: string;
  /** Skills, products, flows and packets that ship with the program; absent: those beside the sources. */
  readonly resourcesFolder?: string | undefined;
  readonly log: FaultLog;
}

/** Opens the workspace in a folder for windows; a new one begins with the starter flows, their packets and a finished run. From then on published flows start by themselves. */
export async function openStudio({ folder, resourcesFolder = SHIPPED_RESOURCES, log }: OpenStudio): Promise<Result<Host, OpenProblem>> {
  const opened = await openWorkspace({ folder, resourcesFolder });
  if (!opened.ok) return opened;
  const workspace = opened.value;
  const problems = await fillNewWorkspace(workspace, resourcesFolder);
  const unarmed = await workspace.triggers.arm(); // a host stays open, so here flows start by themselves
  return ok(openHost({ ...workspace, notices: [...workspace.notices, ...problems, ...unarmed] }, { log }));
}
