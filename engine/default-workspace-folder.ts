import { homedir } from 'node:os';
import { join } from 'node:path';

/** The person's own workspace: `ATELIER_WORKSPACE` when set, else a folder in their home. */
export const defaultWorkspaceFolder = (environment: Readonly<Record<string, string | undefined>>): string =>
  environment['ATELIER_WORKSPACE'] !== undefined && environment['ATELIER_WORKSPACE'] !== ''
    ? environment['ATELIER_WORKSPACE']
    : join(homedir(), 'Atelier Studio');
