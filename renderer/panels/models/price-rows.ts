import type { ModelsView, OwnPrice, PriceView } from '../../../engine/contract/models.ts';

/** What is known of one model's price; of a price entered for a model that no class uses now, what was entered. */
export interface PriceRow {
  readonly provider: OwnPrice['provider'];
  readonly modelId: string;
  readonly price: Omit<PriceView, 'hash'> | null;
}

/** Each model in use once, in the order of the classes; then the others that a person entered a price for. */
export function priceRows({ classes, ownPrices }: Pick<ModelsView, 'classes' | 'ownPrices'>): readonly PriceRow[] {
  const used = classes.flatMap(({ choice, remote }): PriceRow[] =>
    choice.provider === 'local-extractive' || remote === null
      ? []
      : [{ provider: choice.provider, modelId: choice.modelId, price: remote.price }],
  );
  const entered = ownPrices.map(({ cacheRead, ...price }): PriceRow => ({
    provider: price.provider,
    modelId: price.modelId,
    price: { ...price, cacheRead: cacheRead ?? null, more: null, by: 'you' },
  }));
  const rows = [...used, ...entered];
  const names = rows.map(({ provider, modelId }) => `${provider} ${modelId}`);
  return rows.filter((_row, at) => names.indexOf(names[at] ?? '') === at);
}
