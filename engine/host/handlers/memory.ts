import { neverHere } from '../../base/never-here.ts';
import type { MemoryVersion } from '../../memory/memory.ts';
import type { MemoryRefusal } from '../../memory/memory-store.ts';
import type { ShownMemory } from '../../contract/memory.ts';
import type { Workspace } from '../../workspace.ts';
import { door } from '../door.ts';

export const memoryHandlers = door.memory.router({
  scopes: door.memory.scopes.handler(async ({ context: { workspace } }) => [...(await workspace.memory.scopes(workspace.orgId))]),

  list: door.memory.list.handler(async ({ input: { search, ...filter }, context: { workspace } }) => {
    const { memory, orgId } = workspace;
    return shown(workspace, await (search.trim() === '' ? memory.list(orgId, filter) : memory.search(orgId, search, filter)));
  }),

  history: door.memory.history.handler(async ({ input: { memoryId }, context: { workspace } }) =>
    shown(workspace, await workspace.memory.history(workspace.orgId, memoryId)),
  ),

  correct: door.memory.correct.handler(async ({ input, context, errors }) => {
    const { workspace } = context;
    const corrected = await workspace.memory.correct(workspace.orgId, { ...input, by: workspace.me, atUs: workspace.clock.nowUs() });
    if (!corrected.ok) throw refusal(corrected.error, errors, input);
    context.changes.announce({ kind: 'memory' });
    return shownOne(workspace, corrected.value);
  }),

  retire: door.memory.retire.handler(async ({ input, context, errors }) => {
    const { workspace } = context;
    const retired = await workspace.memory.retire(workspace.orgId, { ...input, by: workspace.me, atUs: workspace.clock.nowUs() });
    if (!retired.ok) throw refusal(retired.error, errors, input);
    context.changes.announce({ kind: 'memory' });
    return shownOne(workspace, retired.value);
  }),
});

type Refuse<Input> = (options: { readonly data: Input }) => Error;

function refusal<Input>(
  why: MemoryRefusal,
  errors: Readonly<Record<'NO_SUCH_MEMORY' | 'NEWER_VERSION' | 'RETIRED' | 'SAME_TEXT', Refuse<Input>>>,
  data: Input,
): Error {
  switch (why) {
    case 'no-such-memory':
      return errors.NO_SUCH_MEMORY({ data });
    case 'newer-version':
      return errors.NEWER_VERSION({ data });
    case 'retired':
      return errors.RETIRED({ data });
    case 'same-text':
      return errors.SAME_TEXT({ data });
    default:
      return neverHere(why);
  }
}

async function shown(workspace: Workspace, versions: readonly MemoryVersion[]): Promise<ShownMemory[]> {
  const runIds = new Set(versions.flatMap(({ source }) => (source === null ? [] : [source.runId])));
  const runs = new Map(
    await Promise.all([...runIds].map(async runId => [runId, await workspace.runs.summary(workspace.orgId, runId)] as const)),
  );
  return versions.map(({ orgId: _orgId, ...version }) => {
    const run = version.source === null ? null : (runs.get(version.source.runId) ?? null);
    return { ...version, flowId: run?.flowId ?? null, flowName: run?.flowName ?? null };
  });
}

async function shownOne(workspace: Workspace, version: MemoryVersion): Promise<ShownMemory> {
  const [only] = await shown(workspace, [version]);
  if (only === undefined) throw new Error('One version is shown as one.');
  return only;
}
