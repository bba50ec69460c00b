import type { FlowId, PacketId } from '../base/ids.ts';
import type { Flow } from '../flow/flow.ts';
import type { BuildNews, PacketBuilt } from '../contract/recipes.ts';
import { changeSentence, type SliceStanding } from '../packet/compare-build.ts';
import type { Recipe } from '../packet/recipe.ts';
import type { RecipeBuild } from '../recipes/build-recipe.ts';
import { heldBack, manifestOf, standingsOf } from '../recipes/keep-build.ts';
import type { BuildStep } from '../recipes/thread-messages.ts';
import type { Workspace } from '../workspace.ts';
import { openBell } from './bell.ts';

export interface BuildWish {
  readonly packetId: PacketId;
  readonly recipe: Recipe;
  /** Whose contract the slices are checked against; null takes them as they are. */
  readonly flow: { readonly flowId: FlowId; readonly flow: Flow } | null;
  readonly keep: boolean;
  readonly replaceEdits: boolean;
}

/** How a build comes along, then what it made. Written only at the end, and only when nothing stands against it. */
export async function* buildNews(workspace: Workspace, wish: BuildWish, signal: AbortSignal): AsyncGenerator<BuildNews, void> {
  const left = new AbortController();
  const stopped = AbortSignal.any([signal, left.signal]);
  const steps: BuildStep[] = [];
  const bell = openBell(stopped);
  const built = finishedBuild(workspace, wish, stopped, step => {
    steps.push(step);
    bell.ring();
  });
  // Told where it is waited for; until then nobody may take it for a fault that nobody hears of.
  built.catch(() => undefined);
  const over = { isOver: false };
  const end = (): void => {
    // First the word, then the bell: rung before, it may be heard and slept over again.
    over.isOver = true;
    bell.ring();
  };
  void built.then(end, end);
  try {
    while (!over.isOver && (await bell.rung())) for (const step of steps.splice(0)) yield { kind: 'reading', ...step };
    yield await built;
  } finally {
    left.abort();
  }
}

async function finishedBuild(
  workspace: Workspace,
  wish: BuildWish,
  signal: AbortSignal,
  onStep: (step: BuildStep) => void,
): Promise<PacketBuilt> {
  const { packetId, recipe, flow } = wish;
  const { packetDesk, recipes, packets } = workspace;
  const [held, manifest] = await Promise.all([packetDesk.view(packetId), recipes.manifest(packetId)]);
  const title = recipe.title ?? (held.ok ? (held.value.title ?? undefined) : undefined);
  const order = { recipe: title === undefined ? recipe : { ...recipe, title }, contract: flow?.flow.packet ?? null };
  const build = await packetDesk.build(order, onStep, signal);
  if (!build.ok) return nothingBuilt(packetId, build.error);
  const standings = standingsOf(recipe, build.value, held.ok ? held.value.slices : [], manifest);
  const unreadable = held.ok || held.error.kind === 'no-such-packet' ? null : held.error.sentence;
  const against = heldBack(build.value, standings, { ...wish, unreadable });
  const answer = { kind: 'built' as const, packetId, ...shown(build.value, standings, flow?.flow ?? null) };
  if (against !== null) return { ...answer, kept: false, sentence: against };
  if (signal.aborted || build.value.file === null) return { ...answer, kept: false, sentence: 'Stopped. Nothing was changed.' };
  const written = await packets.put(packetId, build.value.file, held.ok ? held.value.revision : null);
  if (!written.ok) return { ...answer, kept: false, sentence: refusalSentence(written.error) };
  const noted = await recipes.keepManifest(packetId, manifestOf(build.value, recipe, flow?.flowId ?? null, workspace.clock.nowUs()));
  const words = changeSentence(standings);
  return { ...answer, kept: true, sentence: noted.ok ? `Kept. ${words}` : `Kept, but where it came from could not be noted. ${words}` };
}

function shown(
  build: RecipeBuild,
  standings: readonly SliceStanding[],
  flow: Flow | null,
): Pick<PacketBuilt, 'packetHash' | 'slices' | 'problems'> {
  return {
    packetHash: build.packetHash,
    problems: [...build.problems],
    slices: standings.map(standing => {
      const built = build.slices.find(({ name }) => name === standing.name);
      const sensitive = flow?.packet.slices[standing.name]?.sensitive === true;
      if (built === undefined) return { ...standing, ...NOT_READ, sensitive };
      return { ...standing, ...built, preview: sensitive ? '' : built.preview, sensitive };
    }),
  };
}

const NOT_READ = { contentHash: null, sliceHash: null, origin: null, isText: false, bytes: 0, totalChars: 0, preview: '' };

const nothingBuilt = (packetId: PacketId, sentence: string): PacketBuilt => ({
  kind: 'built',
  packetId,
  kept: false,
  sentence,
  packetHash: null,
  slices: [],
  problems: [{ slice: null, path: '', message: sentence }],
});

function refusalSentence(
  problem: { readonly kind: 'no-such-packet' | 'changed-meanwhile' } | { readonly kind: string; readonly sentence: string },
): string {
  if ('sentence' in problem) return `Nothing was kept. ${problem.sentence}`;
  return 'Nothing was kept: the packet was changed while it was built. Build again.';
}
