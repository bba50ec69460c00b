const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A whole number with its thousands apart; an unknown one is a dash. */
export const formatCount = (count: number | null | undefined): string =>
  count === null || count === undefined || !Number.isFinite(count) ? '–' : COUNT.format(count);

/** A number with its noun: `1 slice`, `2 slices`, `1,204 rows`. */
export const countOf = (count: number, one: string, many: string = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
