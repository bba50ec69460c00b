import { statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { ok, refused, type Result } from './base/result.ts';
import { seldom } from './base/seldom.ts';
import { ModelSettings, NO_MODEL_SETTINGS } from './models/model-settings.ts';
import { writeFileWhole } from './stores/folder/write-file-whole.ts';
import { readWorkspaceSettings, settingsFile, settingsText } from './workspace-settings.ts';

/** The part of `workspace.json` that is about models, read afresh when the file changed. */
export interface ModelSettingsFile {
  /** The same object as long as nothing was changed; what counted last while the file cannot be read. */
  read(): ModelSettings;
  /** Why the file as it is now does not count; null when it does. */
  problem(): string | null;
  /** One change after the other, each on what the file says then; the rest of the file stays. */
  change(edit: (settings: ModelSettings) => ModelSettings): Promise<Result<null, string>>;
}

export function openModelSettingsFile(folder: string, nowMs: () => number): ModelSettingsFile {
  let last: { readonly stamp: string; readonly settings: ModelSettings; readonly problem: string | null } | null = null;
  let writing: Promise<unknown> = Promise.resolve();

  const look = seldom(() => {
    const stamp = stampOf(settingsFile(folder));
    if (last?.stamp === stamp) return last;
    const read = readWorkspaceSettings(folder, userInfo().username);
    last = read.ok
      ? { stamp, settings: read.value.settings.models ?? NO_MODEL_SETTINGS, problem: null }
      : { stamp, settings: last?.settings ?? NO_MODEL_SETTINGS, problem: read.error };
    return last;
  }, nowMs);

  async function write(edit: (settings: ModelSettings) => ModelSettings): Promise<Result<null, string>> {
    const read = readWorkspaceSettings(folder, userInfo().username);
    if (!read.ok) return read;
    const { settings } = read.value;
    const models = ModelSettings.safeParse(edit(settings.models ?? NO_MODEL_SETTINGS));
    if (!models.success) return refused(models.error.issues[0]?.message ?? 'These settings do not fit.');
    try {
      await writeFileWhole(settingsFile(folder), settingsText({ ...settings, models: models.data }));
    } catch (fault) {
      return refused(
        `The settings in ${settingsFile(folder)} cannot be written: ${fault instanceof Error ? fault.message : String(fault)}. They stand as they were.`,
      );
    }
    last = null;
    look.forget();
    return ok(null);
  }

  return {
    read: () => look().settings,
    problem: () => look().problem,
    change(edit) {
      const done = writing.then(() => write(edit));
      writing = done.catch(() => undefined);
      return done;
    },
  };
}

/** Tells one state of a file from another without reading it. */
function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? 'none' : `${String(found.ino)} ${String(found.size)} ${String(found.mtimeMs)}`;
}
