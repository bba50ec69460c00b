import { existsSync } from 'node:fs';
import type { Result } from '../base/result.ts';
import { defaultWorkspaceFolder } from '../default-workspace-folder.ts';
import { modelsView, type ModelsView } from '../models-view.ts';
import type { Workspace } from '../workspace.ts';
import { settingsFile } from '../workspace-settings.ts';
import { CommandEnd } from './exit.ts';
import { withWorkspace, type CommandOptions } from './open-for-command.ts';

/** Opens a workspace for what is about its models, beside a window that has it; makes it when it is missing. */
export async function withModels<Value>(options: CommandOptions, use: (workspace: Workspace) => Promise<Value>): Promise<Value> {
  if (!existsSync(settingsFile(options.workspace ?? defaultWorkspaceFolder(process.env))))
    await withWorkspace(options, 'own', () => Promise.resolve());
  return withWorkspace(options, 'read-only', use);
}

export const viewOf = async ({ modelDesk, budget, clock }: Workspace): Promise<ModelsView> =>
  modelsView(modelDesk, await budget.todayMicroUsd(), clock.nowUs() / 1000);

/** Ends the command with the sentence of a refusal. */
export function taken<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new CommandEnd(2, result.error);
  return result.value;
}
