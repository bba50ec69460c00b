import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'playwright/test';

/** An X display that nobody looks at. */
export interface Screen {
  readonly display: string;
  /** Where a browser with this profile, started on this screen, can be spoken to; once it is up. */
  debuggingAddress(profileFolder: string): Promise<string>;
  close(): void;
}

/** Opens a display of 1440 × 900 with Xvfb, on the first free number. */
export async function openScreen(): Promise<Screen> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', () => reject(new Error('There is no Xvfb to open a display with: "apt-get install xvfb" installs it.')));
    server.stdio[3]?.once('data', (text: Buffer) => resolve(text.toString().trim()));
  });
  return {
    display: `:${number}`,
    async debuggingAddress(profileFolder) {
      const file = join(profileFolder, 'DevToolsActivePort');
      const port = (): string => {
        try {
          return readFileSync(file, 'utf8').split('\n')[0] ?? '';
        } catch {
          return '';
        }
      };
      await expect.poll(port, { timeout: 20_000 }).toMatch(/^\d+$/);
      return `http://127.0.0.1:${port()}`;
    },
    close: () => void server.kill(),
  };
}
