import { PacketId, SliceName, slug } from '../../base/ids.ts';
import { buildNews } from '../build-news.ts';
import { trialView } from '../trial-view.ts';
import { readRecipe, readSliceSource } from '../../packet/read-recipe-text.ts';
import { door, type HostContext } from '../door.ts';
import { openRecipe } from '../open-recipe.ts';
import { overWhatWasRead, shelvedRecipe } from '../shelf-refusal.ts';

export const recipesHandlers = door.recipes.router({
  list: door.recipes.list.handler(async ({ context: { workspace } }) =>
    Promise.all(
      (await workspace.recipes.list()).map(async line => {
        const { packetId } = line;
        const builtAtUs = (await workspace.recipes.manifest(packetId))?.builtAtUs ?? null;
        if ('problem' in line) return { packetId, title: packetId, flow: null, sliceNames: [], builtAtUs, problem: line.problem };
        const { title, flow, slices } = line.recipe;
        // true: a recipe's keys were parsed as names
        const sliceNames = Object.keys(slices) as (keyof typeof slices)[];
        return { packetId, title: title ?? packetId, flow: flow ?? null, sliceNames, builtAtUs, problem: null };
      }),
    ),
  ),

  read: door.recipes.read.handler(async ({ input: { packetId }, context: { workspace }, errors }) =>
    openRecipe(workspace, shelvedRecipe(await workspace.recipes.read(packetId), packetId, errors)),
  ),

  save: door.recipes.save.handler(async ({ input, context, errors }) => {
    const recipe = readRecipe(input.recipe);
    if (!recipe.ok) throw errors.NOT_A_RECIPE({ message: recipe.error.sentence, data: { ...recipe.error } });
    const { recipes, packets } = context.workspace;
    if (input.packetId === null) {
      const title = recipe.value.title ?? 'Packet';
      const entries = await packets.entries();
      const taken = new Set((entries.ok ? entries.value : []).map(({ packetId }) => packetId));
      const added = await recipes.add(title, recipe.value, taken);
      return changed(context, await openRecipe(context.workspace, shelvedRecipe(added, PacketId.parse(slug(title)), errors)));
    }
    const put = overWhatWasRead(await recipes.put(input.packetId, recipe.value, input.revision), errors);
    return changed(context, await openRecipe(context.workspace, shelvedRecipe(put, input.packetId, errors)));
  }),

  remove: door.recipes.remove.handler(async ({ input: { packetId, revision }, context, errors }) => {
    const removed = overWhatWasRead(await context.workspace.recipes.remove(packetId, revision), errors);
    return changed(context, shelvedRecipe(removed, packetId, errors));
  }),

  build: door.recipes.build.handler(async function* ({ input, context, errors, signal }) {
    const { workspace } = context;
    const { packetId, keep, replaceEdits = false } = input;
    const { recipe } = shelvedRecipe(await workspace.recipes.read(packetId), packetId, errors);
    const flowId = input.flowId ?? recipe.flow ?? null;
    const draft = flowId === null ? null : await workspace.flows.draft(workspace.orgId, flowId);
    if (flowId !== null && draft === null) throw errors.NO_SUCH_FLOW({ data: { flowId } });
    const flow = flowId === null || draft === null ? null : { flowId, flow: draft.flow };
    for await (const news of buildNews(workspace, { packetId, recipe, flow, keep, replaceEdits }, signal ?? new AbortController().signal)) {
      if (news.kind === 'built' && news.kept) context.changes.announce({ kind: 'packets' });
      yield news;
    }
  }),

  trySource: door.recipes.trySource.handler(async ({ input, context: { workspace }, signal }) => {
    const source = readSliceSource(input.source);
    if (!source.ok) return { status: 'unread' as const, sentence: `The source cannot be used: ${source.error}` };
    const draft = input.flowId === undefined ? null : await workspace.flows.draft(workspace.orgId, input.flowId);
    const contract = input.slice === undefined ? undefined : draft?.flow.packet.slices[input.slice];
    const name = input.slice ?? SliceName.parse('slice');
    const read = await workspace.packetDesk.try(name, source.value, contract?.schema ?? {}, signal ?? new AbortController().signal);
    return trialView(read, contract?.sensitive === true);
  }),
});

function changed<Answer>({ changes }: HostContext, answer: Answer): Answer {
  changes.announce({ kind: 'packets' });
  return answer;
}
