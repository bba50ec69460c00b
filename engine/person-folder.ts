import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what belongs to the person and to no workspace is kept: `ATELIER_PERSON_FOLDER` when set, else where this system keeps settings. */
export function personFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const named = (name: string): string | null => {
    const value = environment[name];
    return value === undefined || value === '' ? null : value;
  };
  const own = named('ATELIER_PERSON_FOLDER');
  if (own !== null) return own;
  switch (process.platform) {
    case 'win32':
      return join(named('APPDATA') ?? join(homedir(), 'AppData', 'Roaming'), 'Atelier Studio');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Atelier Studio');
    default:
      return join(named('XDG_CONFIG_HOME') ?? join(homedir(), '.config'), 'atelier-studio');
  }
}
