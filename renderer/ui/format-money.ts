const DOLLARS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** Money for a person, from millionths of a US dollar: `$0.04`, `under $0.01`, `$1,204.50`; nothing spent is `$0.00`, an unknown sum a dash. */
export function formatMoney(microUsd: number | null | undefined): string {
  if (microUsd === null || microUsd === undefined || !Number.isFinite(microUsd)) return '–';
  if (microUsd > 0 && microUsd < 10_000) return 'under $0.01';
  if (microUsd < 0 && microUsd > -10_000) return 'under $0.01 less';
  return DOLLARS.format(microUsd / 1_000_000);
}
