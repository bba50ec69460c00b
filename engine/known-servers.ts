import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { personFolder } from './person-folder.ts';
import { writeWithFolders } from './stores/folder/write-file-whole.ts';

const ServersFile = z.object({ format: z.literal('atelier-servers/1'), origins: z.array(z.string().max(500)).max(1000) });

/**
 * Servers in the world outside that this person chose by hand, in whatever workspace. Kept in the person's own folder, never in a workspace: what was
 * downloaded cannot say of itself where evidence may be sent.
 */
export interface KnownServers {
  has(origin: string): boolean;
  /** Rejects when the disk refuses. */
  add(origin: string): Promise<void>;
}

export function openKnownServers(environment: Readonly<Record<string, string | undefined>>): KnownServers {
  const file = join(personFolder(environment), 'servers.json');
  const read = (): readonly string[] => {
    try {
      const known = ServersFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
      return known.success ? known.data.origins : [];
    } catch {
      return []; // no file, or none that can be understood: nobody was chosen
    }
  };
  let writing: Promise<unknown> = Promise.resolve();
  return {
    has: origin => read().includes(origin),
    add(origin) {
      const done = writing.then(async () => {
        const origins = read();
        if (origins.includes(origin)) return;
        await writeWithFolders(file, `${JSON.stringify({ format: 'atelier-servers/1', origins: [...origins, origin] }, null, 1)}\n`);
      });
      writing = done.catch(() => undefined);
      return done;
    },
  };
}
