import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Flow } from '../../engine/flow/flow.ts';
import { PAID_NOTE_SKILL } from '../paid-note.ts';

/** All five kinds, with a paid answer, a call that may be repeated and one that may not, two people and an event. */
export const CRASH_FLOW = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Crash',
  packet: { slices: { note: { schema: { type: 'string' } } } },
  start: 'draft',
  steps: [
    { id: 'draft', kind: 'sage_skill', config: { skill: 'paid_note', input: { note: '{{ packet.note }}' } }, next: 'reserve' },
    {
      id: 'reserve',
      kind: 'product_action',
      config: { product: 'crashshop', action: 'reserve', payload: { what: '{{ steps.draft.output.text }}' } },
      next: 'good',
    },
    { id: 'good', kind: 'gate', config: { expression: 'size(steps.reserve.output.id) > 0', onPass: 'ask' } },
    { id: 'ask', kind: 'human_task', config: { assignee: 'role:partner', description: 'May this go out?' }, next: 'bill' },
    {
      id: 'bill',
      kind: 'product_action',
      config: { product: 'crashshop', action: 'bill', payload: { what: '{{ packet.note }}' } },
      next: 'paid',
    },
    {
      id: 'paid',
      kind: 'event_wait',
      config: { eventType: 'crashshop.paid', match: 'payload.run == run.id' },
      save: { paid: 'output.event.payload.run' },
      next: 'ours',
    },
    { id: 'ours', kind: 'gate', config: { expression: 'context.paid == run.id', onPass: 'last' } },
    { id: 'last', kind: 'human_task', config: { assignee: 'user:ana', description: 'Was it received?' } },
  ],
});

const action = (effect: string): unknown => ({
  title: effect,
  effect,
  payload: { type: 'object', required: ['what'] },
  response: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
  examples: [{ response: { id: 'p0' } }],
});

/** The environment in which the workspace's secrets and its model are found. */
export const crashEnvironment = (peerUrl: string): Record<string, string> => ({
  ATELIER_MODEL_BASE_URL: `${peerUrl}/v1`,
  ATELIER_MODEL_ID: 'crash-1',
  CRASHSHOP: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
});

/** Fills a folder with the settings, the skill and the product of the crash flow. */
export function makeCrashWorkspace(folder: string, peerUrl: string): void {
  mkdirSync(join(folder, 'skills', 'paid_note'), { recursive: true });
  mkdirSync(join(folder, 'products'));
  writeFileSync(join(folder, 'skills', 'paid_note', 'SKILL.md'), PAID_NOTE_SKILL);
  const manifest = {
    format: 'atelier-product/1',
    product: 'crashshop',
    title: 'Shop',
    actions: { reserve: action('idempotent'), bill: action('once') },
    events: { 'crashshop.paid': { title: 'Paid', payload: { type: 'object' }, example: { run: 'run_1' } } },
  };
  writeFileSync(join(folder, 'products', 'crashshop.product.json'), JSON.stringify(manifest));
  const settings = {
    format: 'atelier-workspace/1',
    name: 'Crash',
    orgId: 'local',
    orgName: 'Crash',
    me: 'user:ana',
    roles: ['role:partner'],
    products: { crashshop: { url: peerUrl, secretRef: 'env:CRASHSHOP' } },
  };
  writeFileSync(join(folder, 'workspace.json'), JSON.stringify(settings));
}
