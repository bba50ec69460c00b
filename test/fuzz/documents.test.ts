import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrgId } from '../../engine/base/ids.ts';
import { checkFlow } from '../../engine/flow/check-flow.ts';
import { editFlow, FlowEdit } from '../../engine/flow/flow-edit.ts';
import { flowHash } from '../../engine/flow/flow-hash.ts';
import { Flow } from '../../engine/flow/flow.ts';
import { readFlowText } from '../../engine/flow/read-flow-text.ts';
import { buildPacket } from '../../engine/packet/build-packet.ts';
import { readPacketText } from '../../engine/packet/read-packet-text.ts';
import { ProductManifest } from '../../engine/products/product.ts';
import { FrontMatter, readSkillMd } from '../../engine/skills/read-skill-md.ts';
import { changed, hostileText, hostileValue } from './hostile.ts';
import { expectSentence, harmless } from './harmless.ts';
import { starterDocuments } from './starter-documents.ts';

const ORG = OrgId.parse('local');
const FLOWS = starterDocuments('flows');
const PACKETS = starterDocuments('packets');
const MANIFESTS = starterDocuments('products');
const CATALOG = { skills: [], products: MANIFESTS.map(document => ProductManifest.parse(document)) };
const CONTRACT = Flow.parse(FLOWS[0]).packet;

const many = (seed: number, numRuns = 1000) => ({ seed, numRuns });

describe('hostile documents', () => {
  it('as flows are refused or checked in sentences, and what is taken has a hash and can be written again', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText(FLOWS), async text => {
        const { flow, problems } = await harmless(() => readFlowText(text));
        problems.forEach(({ message }) => expectSentence(message));
        if (flow === null) {
          expect(problems).not.toEqual([]);
          return;
        }
        const found = await harmless(() => checkFlow(flow, CATALOG));
        found.forEach(({ message }) => expectSentence(message));
        expect(await harmless(() => flowHash(flow))).toMatch(/^sha256:[0-9a-f]{64}$/);
        expect(readFlowText(JSON.stringify(flow)).flow).toEqual(flow);
      }),
      many(1),
    );
  });

  it('as edits are refused or leave a flow that fits the schema', async () => {
    const edits = changed([
      { kind: 'change-step', stepId: 'ground', changes: [{ path: ['config', 'input', 'claims'], value: 1 }] },
      { kind: 'change-flow', changes: [{ path: ['packet', 'slices', 'x'], value: {} }] },
      { kind: 'rename-step', stepId: 'ground', to: 'x' },
      { kind: 'link', from: 'ground', field: 'next', to: null },
      { kind: 'add-steps', steps: [{ id: 'n', kind: 'gate', config: { expression: 'true', onFail: 'halt' } }], layout: {} },
      { kind: 'move-steps', to: { ground: { x: 1, y: 2 } } },
      { kind: 'patch', patch: { steps: {}, layout: {}, hasLayout: true }, label: 'x' },
    ]);
    await fc.assert(
      fc.asyncProperty(edits, async written => {
        const edit = await harmless(() => FlowEdit.safeParse(written));
        if (!edit.success) return;
        const edited = await harmless(() => editFlow(Flow.parse(FLOWS[0]), edit.data));
        if (edited.ok) expect(Flow.safeParse(edited.value.flow).success).toBe(true);
        else expectSentence(edited.error.message);
      }),
      many(2),
    );
  });

  it('as packets are refused in sentences or built with a hash', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText(PACKETS), async text => {
        const read = await harmless(() => readPacketText(text));
        if (!read.ok) {
          expectSentence(read.error.sentence);
          return;
        }
        const built = await harmless(() => buildPacket(ORG, CONTRACT, read.value));
        if (built.ok) expect(built.value.hash).toMatch(/^sha256:/);
        else built.error.forEach(({ message }) => expectSentence(message));
      }),
      many(3, 200),
    );
  });

  it('as manifests fit the schema or do not', async () => {
    await fc.assert(
      fc.asyncProperty(changed(MANIFESTS), async written => {
        const read = await harmless(() => ProductManifest.safeParse(written));
        if (!read.success) expect(read.error.issues.length).toBeGreaterThan(0);
      }),
      many(4),
    );
  });

  it('as skills are read or refused in a sentence', async () => {
    const matter = fc.oneof(
      fc.string({ maxLength: 200 }),
      hostileValue.map(value => `name: x\ndescription: ${JSON.stringify(value)}\ninput: ${JSON.stringify(value)}`),
      fc.constant('a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]'),
      fc.constant('? {a: b}\n: c'),
      fc.constant('name: !!js/function "function(){}"'),
    );
    await fc.assert(
      fc.asyncProperty(matter, fc.string({ maxLength: 100 }), async (yaml, prompt) => {
        const read = await harmless(() => readSkillMd(`---\n${yaml}\n---\n${prompt}`, FrontMatter, 'SKILL.md'));
        if (!read.ok) expectSentence(read.error);
      }),
      many(5, 300),
    );
  });
});
