import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OrgId } from '../../../engine/base/ids.ts';
import type { Clock } from '../../../engine/base/world.ts';
import { busKey } from '../../../engine/bus/bus-key.ts';
import { signatureHeader } from '../../../engine/bus/signature.ts';
import { serveLoopback } from '../../../engine/host/loopback.ts';
import type { OpenOptions } from '../../../engine/open-workspace.ts';
import { openTestWorkspace } from '../../test-workspace.ts';
import { turnedClock } from '../../turned-clock.ts';

export const SECRETS: Record<string, string> = { RFP: 'the secret of rfp', RFP_OLD: 'the secret before', CATALYST: 'another secret' };
const LOCAL = OrgId.parse('local');

export interface EventAnswer {
  readonly status: number;
  readonly body: {
    readonly status?: string;
    readonly event_id?: string;
    readonly error?: { readonly code: string; readonly message: string };
  };
}

export interface Sending {
  /** The body, or what the envelope says beside the usual. */
  readonly body?: string | Buffer;
  readonly envelope?: Record<string, unknown>;
  /** Of the environment; signs the message. */
  readonly secret?: string;
  readonly orgOfKey?: OrgId;
  /** How far the sender's clock is off. */
  readonly offSeconds?: number;
  readonly headers?: Record<string, string>;
}

/** A workspace that listens for signed events on a real port, and a sender beside it. Time stands still until it is turned. */
export async function openEventDoor(
  products: Record<string, unknown> = { rfp: { secretRef: 'env:RFP' }, catalyst: { secretRef: 'env:CATALYST' } },
  around: NonNullable<OpenOptions['around']> = needs => needs,
  time?: Clock,
) {
  const turned = turnedClock();
  const clock = time ?? turned;
  const folder = await mkdtemp(join(tmpdir(), 'atelier-events-'));
  const settings = { format: 'atelier-workspace/1', name: 'Events', orgId: LOCAL, orgName: 'Here', me: 'user:ana', roles: [] };
  await writeFile(join(folder, 'workspace.json'), JSON.stringify({ ...settings, products }));
  const environment = { ...SECRETS };
  const { workspace, leave } = await openTestWorkspace({ folder, clock, environment, around });
  const log: string[] = [];
  const served = await serveLoopback(
    { attach: () => undefined },
    { windowFolder: folder, port: 0, events: { door: workspace.eventDoor, clock }, log: line => log.push(line) },
  );
  if (!served.ok) throw new Error(served.error);
  const { port } = served.value;
  let sent = 0;

  /** Headers and bytes of a signed message. */
  const signed = ({ body, envelope, secret = 'RFP', orgOfKey = LOCAL, offSeconds = 0, headers }: Sending = {}) => {
    sent += 1;
    const document = {
      v: 1,
      event_id: `evt_${sent}`,
      product: 'rfp',
      event_type: 'rfp.proposal.opened',
      org_id: LOCAL,
      idempotency_key: `key-${sent}`,
      occurred_at: '2027-03-01T09:00:00Z',
      payload: { proposal_id: 'prp_552', opened_by: 'Noor Haddad' },
      ...envelope,
    };
    const bytes = Buffer.from(body ?? JSON.stringify(document));
    const content = { id: `msg_${sent}`, timestamp: String(Math.floor(clock.nowUs() / 1_000_000) + offSeconds), body: bytes };
    const key = busKey(SECRETS[secret] ?? secret, orgOfKey);
    return {
      bytes,
      headers: {
        'content-type': 'application/json',
        'webhook-id': content.id,
        'webhook-timestamp': content.timestamp,
        'webhook-signature': signatureHeader([key], content),
        ...headers,
      },
    };
  };

  /** Posts bytes as they are. */
  const post = (bytes: Buffer, headers: Record<string, string>, method = 'POST'): Promise<EventAnswer> =>
    new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path: '/v1/events', method, headers, agent: false }, response => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as EventAnswer['body'] })); // true: the route answers in JSON
      });
      asked.on('error', reject).end(bytes);
    });

  return {
    workspace,
    clock: turned,
    port,
    log,
    environment,
    signed,
    post,
    send: (sending: Sending = {}): Promise<EventAnswer> => {
      const { bytes, headers } = signed(sending);
      return post(bytes, headers);
    },
    /** A connection that says what it is told, byte by byte. */
    raw: (): Promise<Socket> =>
      new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => resolve(socket));
        socket.on('error', reject);
      }),
    leave: async () => {
      await served.value.close();
      await leave();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
