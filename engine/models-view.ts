import { notAgreed, placeOf, type ModelDesk } from './model-desk.ts';
import { isNear } from './models/address.ts';
import { chosenFor } from './models/choose-models.ts';
import { isFloating } from './models/floating-model.ts';
import { MODEL_CLASSES, type ModelClass } from './models/model.ts';
import { DEFAULT_LIMITS, type RemoteChoice } from './models/model-settings.ts';
import { openPriceBook, type Price } from './models/price.ts';
import { PROVIDER_FACTS, RemoteProvider } from './models/provider.ts';
import { addressOf } from './models/remote-model.ts';
import { SHIPPED_TABLE } from './models/shipped-price.ts';

export type ModelsView = Awaited<ReturnType<typeof modelsView>>;

/** What skills ask each class for. */
const PURPOSES: Readonly<Record<ModelClass, string>> = {
  grounding: 'Says of each claim whether the evidence carries it.',
  drafting: 'Writes first drafts: notes, proposals, letters.',
  reviewing: 'Reads a draft as a critic and asks the next question.',
  synthesis: 'Puts grounded claims together into the artefact.',
  fast: 'Small things in passing: sorting, scoring, taking out fields.',
};

/** The whole picture of models, keys, prices and limits for screens and the command line. No key is in it. */
export async function modelsView(desk: ModelDesk, todayMicroUsd: number, nowMs: number) {
  const settings = desk.settings();
  const prices = openPriceBook(settings.prices ?? []);
  const limits = settings.limits ?? DEFAULT_LIMITS;
  const isLimited = limits.perRunMicroUsd !== null || limits.perDayMicroUsd !== null;
  const classes = MODEL_CLASSES.map(async modelClass => {
    const { choice, by } = chosenFor(modelClass, settings, desk.environment);
    const head = { modelClass, purpose: PURPOSES[modelClass], choice, by };
    if (choice.provider === 'local-extractive') return { ...head, remote: null };
    const address = addressOf(choice);
    const price = priceAt(prices, choice, address, nowMs);
    return {
      ...head,
      remote: {
        title: PROVIDER_FACTS[choice.provider].title,
        address,
        keyName: placeOf(choice).name,
        key: await desk.keyState({ choice, by }),
        price: price === null ? null : { ...price.line, hash: price.hash },
        warnings: [...(desk.isAgreed({ choice, by }) ? [] : [notAgreed(choice)]), ...warningsOf(choice, address, price, isLimited)],
      },
    };
  });
  return {
    classes: await Promise.all(classes),
    providers: RemoteProvider.options.map(provider => {
      const { title, address, needsKey, modelExample } = PROVIDER_FACTS[provider];
      return { provider, title, address, needsKey, modelExample };
    }),
    vault: await desk.vault.state(),
    limits,
    todayMicroUsd,
    ownPrices: [...(settings.prices ?? [])],
    table: { ...SHIPPED_TABLE },
    problem: desk.problem(),
  };
}

const priceAt = (
  prices: ReturnType<typeof openPriceBook>,
  { provider, modelId }: RemoteChoice,
  baseUrl: string,
  nowMs: number,
): Price | null => prices({ provider, modelId, baseUrl }, nowMs);

function warningsOf({ modelId }: RemoteChoice, address: string, price: Price | null, isLimited: boolean): string[] {
  const warnings: string[] = [];
  if (isFloating(modelId))
    warnings.push(`“${modelId}” stands for whatever its provider serves today, so its answers are never reused. Name a version.`);
  if (price === null && isNear(address))
    warnings.push('No price is known for it, so its calls count as free: the server stands on this computer or in a private network.');
  if (price === null && !isNear(address))
    warnings.push(
      isLimited
        ? 'No price is known for it. As long as there are spending limits it is not asked: enter its price.'
        : 'No price is known for it, so what it costs is not counted.',
    );
  return warnings;
}
