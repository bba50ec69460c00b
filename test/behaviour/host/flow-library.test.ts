import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { safe } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlowId } from '../../../engine/base/ids.ts';
import { openHost } from '../../../engine/host/host.ts';
import { aWorkspace, askingFlow } from './a-workspace.ts';
import { serveLoopback, type Loopback } from '../../../engine/host/loopback.ts';
import { aWindow } from './a-window.ts';
import { portWire, type Client, type Wire } from './wires.ts';

let loopback: Loopback;
let opened: Awaited<ReturnType<typeof aWorkspace>>;
let wire: Wire;
let client: Client;

beforeAll(async () => {
  opened = await aWorkspace();
  const host = openHost(opened.workspace, { log: () => undefined });
  wire = await portWire(host);
  ({ client } = await wire.connect());
  const served = await serveLoopback(host, { windowFolder: '/nonexistent', port: 0 });
  if (!served.ok) throw new Error(served.error);
  loopback = served.value;
});
afterAll(async () => {
  await loopback.close();
  await wire.close();
  await opened.remove();
});

describe('Tags of flows', () => {
  it('are spelled one way, whoever writes them, and stay on the flow', async () => {
    const [pricing, welcome] = [await client.flows.create({ name: 'Pricing' }), await client.flows.create({ name: 'Welcome' })];

    expect(await client.flows.setTags({ flowId: pricing.flowId, tags: ['Money', 'client'] })).toEqual(['client', 'Money']);
    expect(await client.flows.setTags({ flowId: welcome.flowId, tags: [' CLIENT ', 'client', 'new'] })).toEqual(['client', 'new']);
    expect((await client.flows.list()).map(({ name, tags }) => [name, tags])).toEqual([
      ['Pricing', ['client', 'Money']],
      ['Welcome', ['client', 'new']],
    ]);

    expect([...(await client.flows.renameTag({ from: 'client', to: 'MONEY' }))].toSorted()).toEqual([pricing.flowId, welcome.flowId]);
    expect((await client.flows.list()).map(({ tags }) => tags)).toEqual([['Money'], ['Money', 'new']]);
  });

  it('are refused for a flow that is not there, and when they are empty or too long', async () => {
    const gone = await safe(client.flows.setTags({ flowId: FlowId.parse('gone'), tags: ['x'] }));
    expect(gone.error).toMatchObject({ code: 'NO_SUCH_FLOW' });
    for (const tag of ['  ', 'x'.repeat(41)])
      expect((await safe(client.flows.setTags({ flowId: FlowId.parse('pricing'), tags: [tag] }))).error).not.toBeNull();
  });
});

describe('Templates of flows', () => {
  const folder = () => join(opened.workspace.folder, 'templates');

  it('are the starters, each with a sentence and a drawing, and what the workspace keeps', async () => {
    const { flow } = await client.flows.importText({ fileName: 'asking.flow.json', text: askingFlow('Ask twice') });
    const first = await client.flows.addTemplate({ flow });
    const second = await client.flows.addTemplate({ flow });

    const { templates, problems } = await client.flows.templates();
    expect(problems).toEqual([]);
    expect(templates.filter(({ isOwn }) => isOwn).map(({ templateId }) => templateId)).toEqual(['ask-twice', 'ask-twice-2']);
    const starters = templates.filter(({ isOwn }) => !isOwn);
    expect(starters.length).toBeGreaterThanOrEqual(6);
    for (const starter of starters) expect(starter.flow.description, starter.templateId).toMatch(/\.$/);

    expect(await client.flows.removeTemplate(second)).toEqual({ isRemoved: true });
    expect(await client.flows.removeTemplate({ templateId: FlowId.parse('onboarding') })).toEqual({ isRemoved: false });
    expect(readdirSync(folder())).toEqual([`${first.templateId}.flow.json`]);
  });

  it('that are no flows are left out with a sentence, and never read as something else', async () => {
    mkdirSync(folder(), { recursive: true });
    writeFileSync(join(folder(), 'newer.flow.json'), '{"format":"atelier-flow/9","name":"x"}');
    writeFileSync(join(folder(), 'notes.txt'), 'Not looked at.');
    mkdirSync(join(folder(), 'a-folder.flow.json'));
    symlinkSync('/dev/zero', join(folder(), 'endless.flow.json'));

    const { templates, problems } = await client.flows.templates();

    expect(templates.filter(({ isOwn }) => isOwn)).toHaveLength(1);
    expect(problems).toHaveLength(3);
    for (const problem of problems) expect(problem).toMatch(/^The template .*\.flow\.json was left out: .*\.$/);
  });
});

describe('A window over them', () => {
  it('takes the new name of a tag back on every flow, also where two became one', async () => {
    const window = await aWindow(loopback.address);
    const tags = () => window.store.getState().flows?.map(flow => flow.tags.join(' '));
    await window.store.getState().readFlows();
    const before = tags();
    expect(before).toContain('Money new');

    await window.store.getState().renameTag('new', 'money');
    expect(tags()).not.toContain('Money new');
    window.words.at(-1)?.action?.run();
    await expect.poll(tags).toEqual(before);
    window.close();
  });

  it('keeps what a flow says of itself in its template, and begins another flow from that', async () => {
    const window = await aWindow(loopback.address);
    const { createFlow, edit, saveAsTemplate, createFromTemplate, readDescription } = window.store.getState();
    await createFlow('Told');
    edit([{ kind: 'change-flow', changes: [{ path: ['description'], value: 'What it is for.' }] }]);
    const flowId = window.store.getState().openFlow?.flowId ?? expect.fail('The flow was not made.');

    expect(await saveAsTemplate(flowId, { name: 'Tell', description: await readDescription(flowId) })).toBeNull();
    const template = window.store.getState().templates?.find(({ flow }) => flow.name === 'Tell') ?? expect.fail('It is no template.');
    await createFromTemplate(template, 'Told again');

    expect(window.store.getState().openFlow?.flow).toMatchObject({ name: 'Told again', description: 'What it is for.' });
    window.close();
  });
});
