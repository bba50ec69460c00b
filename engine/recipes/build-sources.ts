import type { OrgId, SliceName } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { Secrets } from '../base/secrets.ts';
import type { PacketContract } from '../packet/build-packet.ts';
import type { Recipe } from '../packet/recipe.ts';
import type { SliceSource, SourceOf } from '../packet/slice-source.ts';
import { SHOWN_AT_ONCE } from '../packet/view-packet.ts';
import type { RecipeBuild } from './build-recipe.ts';
import type { ReadingThreads } from './reading-threads.ts';
import type { Given } from './read-source.ts';
import type { BuildStep } from './thread-messages.ts';

/** Where and with what sources are read. */
export interface SourcePlaces {
  /** What paths start from, and never lead out of. */
  readonly folder: string;
  readonly secrets: Secrets;
  /** What an earlier run gave. */
  readonly outputOf: (source: SourceOf<'run'>) => Promise<Given>;
  readonly nowUs: number;
}

export interface SourcesOrder extends SourcePlaces {
  readonly orgId: OrgId;
  readonly recipe: Recipe;
  /** Null: the slices are taken as they are. */
  readonly contract: PacketContract | null;
}

/** Reads every source of a recipe in a thread and makes a packet of what they give; writes nothing. The error is a sentence. */
export async function buildSources(
  threads: ReadingThreads,
  { orgId, recipe, contract, ...places }: SourcesOrder,
  onStep: (step: BuildStep) => void = () => undefined,
  signal: AbortSignal = new AbortController().signal,
): Promise<Result<RecipeBuild, string>> {
  // true: a recipe's keys were parsed as names
  const found = await placesOf(places, Object.entries(recipe.slices) as [SliceName, SliceSource][]);
  return threads.read({ kind: 'build', ...found, orgId, recipe, contract }, Object.values(recipe.slices), onStep, signal);
}

/** What a thread is told of the places: the secrets that these sources name, and nothing else of what is kept secret. */
export async function placesOf(places: SourcePlaces, sources: readonly (readonly [SliceName, SliceSource])[]) {
  const given: Record<SliceName, Given> = {};
  const secrets: Record<string, string> = {};
  for (const [name, source] of sources) {
    if (source.from === 'run') given[name] = await places.outputOf(source);
    const ref = source.from === 'postgres' ? source.urlRef : source.from === 'http' ? source.token?.secretRef : undefined;
    const secret = ref === undefined ? null : places.secrets.find(ref);
    if (ref !== undefined && secret !== null) secrets[ref] = secret;
  }
  return { folder: places.folder, given, secrets, nowUs: places.nowUs, previewChars: SHOWN_AT_ONCE };
}
