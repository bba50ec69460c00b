import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { OrgId, RunId, StepId } from '../../../engine/base/ids.ts';
import { environmentSecrets } from '../../../engine/base/secrets.ts';
import { idempotencyKey } from '../../../engine/products/idempotency-key.ts';
import { openProductCalls } from '../../../engine/products/open-product-calls.ts';
import { ProductManifest } from '../../../engine/products/product.ts';
import type { ProductCall } from '../../../engine/products/product-calls.ts';
import { ProductConnection } from '../../../engine/products/product-connection.ts';
import { systemClock } from '../../../engine/system-world.ts';
import { openProductServer, type Behave } from './a-product-server.ts';

export const SECRET = 'a-secret-of-the-bell-tower';
export const TOKEN = 'token-of-the-bell-tower';
export const ORG = OrgId.parse('house');

const action = (effect: string, http?: unknown) => ({
  title: 'Ring',
  effect,
  payload: { type: 'object' },
  response: { type: 'object', required: ['heard'], properties: { heard: { type: 'integer' } } },
  examples: [{ response: { heard: 1 } }],
  ...(http !== undefined && { http }),
});
const BELL = ProductManifest.parse({
  format: 'atelier-product/1',
  product: 'bell',
  title: 'Bell',
  actions: {
    look: action('pure'),
    ring: action('idempotent'),
    toll: action('once'),
    find: action('pure', {
      method: 'GET',
      path: '/bells/{name}/rings',
      query: { day: 'day', 'page[limit]': 'limit' },
      headers: { 'x-tower': 'tower' },
    }),
    hang: action('once', { method: 'POST', path: '/bells/{name}' }),
    list: action('idempotent', { method: 'PUT', path: '/all', body: 'names' }),
  },
  events: {},
});

let close: (() => Promise<void>) | undefined;

/** Closes what the last `bellThat` or `rawBell` opened. */
export async function closeBell(): Promise<void> {
  await close?.();
  close = undefined;
}

/** Calls actions of a product that answers at `url`. */
export function callerAt(
  url: string,
  connection: Record<string, unknown> = { secretRef: 'env:BELL' },
  env: Record<string, string> = { BELL: SECRET, TOKEN },
) {
  const calls = openProductCalls({
    products: { list: () => [BELL], find: product => (product === 'bell' ? BELL : undefined) },
    connections: { bell: ProductConnection.parse({ url, ...connection }) },
    secrets: environmentSecrets(env),
    clock: systemClock(),
  });
  return (name: string, more: Partial<ProductCall> = {}, signal = new AbortController().signal) =>
    calls.call(
      {
        product: 'bell',
        action: name,
        payload: {},
        orgId: ORG,
        runId: RunId.parse('run_1'),
        stepId: StepId.parse('sound'),
        occurredAtUs: 1_700_000_000_000_000,
        idempotencyKey: idempotencyKey({ orgId: ORG, runId: RunId.parse('run_1'), stepId: StepId.parse('sound'), visit: 1 }),
        timeoutMs: 5000,
        ...more,
      },
      signal,
    );
}

/** A bell that behaves as told, and a way to call it. */
export async function bellThat(behave: Behave, connection?: Record<string, unknown>) {
  const server = await openProductServer(behave);
  close = server.close;
  return { server, call: callerAt(server.url, connection) };
}

/** A bell that says just these bytes once it has read something, or closes the connection. Gives a way to call it. */
export async function rawBell(say: string | null) {
  const server = createServer(socket => {
    socket.on('error', () => undefined);
    socket.once('data', () => (say === null ? socket.destroy() : socket.end(say)));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  close = () => new Promise(resolve => server.close(() => resolve()));
  return callerAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`); // true: it listens on a port
}
