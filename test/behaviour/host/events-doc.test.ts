import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REJECTION_STATUS } from '../../../engine/bus/rejection.ts';
import { systemClock } from '../../../engine/system-world.ts';
import { openEventDoor, SECRETS } from './an-event-door.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'events.md'), 'utf8');
const [withCurl = '', withAtelier = ''] = [...PAGE.matchAll(/```sh\n(.*?)```/gs)].map(([, script]) => script);

let door: Awaited<ReturnType<typeof openEventDoor>>;
let environment: NodeJS.ProcessEnv;
beforeEach(async () => {
  door = await openEventDoor({ rfp: { secretRef: 'env:RFP' } }, undefined, systemClock());
  environment = { ...process.env, RFP_SECRET: SECRETS['RFP'], URL: `http://127.0.0.1:${door.port}` };
});
afterEach(() => door.leave());

describe('docs/events.md', () => {
  it('signs an event with openssl and sends it with curl', async () => {
    const { stdout } = await run('bash', ['-euc', withCurl], { env: environment });

    expect(JSON.parse(stdout)).toEqual({ event_id: 'evt_1', status: 'received' });
    expect((await door.workspace.events.list(door.workspace.orgId, { limit: 1 }))[0]?.event.payload).toMatchObject({
      proposal_id: 'prp_552',
    });
  });

  it('sends an event with the command line', async () => {
    const file = join(door.workspace.folder, 'event.json');
    const event = { product: 'rfp', org_id: 'local', event_type: 'rfp.proposal.opened', payload: { proposal_id: 'p', opened_by: 'Ilse' } };
    await writeFile(file, JSON.stringify(event));
    const words = withAtelier.trim().split(/\s+/).slice(1);
    const given = words.map(word => (word === 'event.json' ? file : word === '"$URL"' ? String(environment['URL']) : word));

    const { stdout } = await run(process.execPath, [join(ROOT, 'engine', 'cli', 'atelier.ts'), ...given, '--json'], { env: environment });

    expect(JSON.parse(stdout)).toMatchObject({ status: 200, answer: expect.stringContaining('"received"') as string });
  });

  it('names every refusal with its status', () => {
    for (const [code, status] of Object.entries(REJECTION_STATUS)) {
      const line = PAGE.split('\n').find(each => each.startsWith('|') && each.includes(`\`${code}\``));
      expect(line, code).toContain(String(status));
    }
  });
});
