/** The middle one of figures; the upper of the two middle ones of an even number. */
export const median = (figures: readonly number[]): number => quantile(figures, 0.5);

/** `share` of the figures are below this one. */
export const quantile = (figures: readonly number[], share: number): number =>
  figures.toSorted((a, b) => a - b)[Math.min(figures.length - 1, Math.floor(figures.length * share))] ?? Number.NaN;

/** `1,234` */
export const thousands = (figure: number): string => Math.round(figure).toLocaleString('en');

/** The lowest and the highest of a figure's rounds. */
export const spread = (figures: readonly number[], digits = 2): string =>
  `${Math.min(...figures).toFixed(digits)} to ${Math.max(...figures).toFixed(digits)}`;

/** Prints one figure beside what it should be. */
export function target(text: string, wanted: string, isReached: boolean): void {
  console.log(`${text} (target ${wanted}: ${isReached ? 'reached' : 'not reached'})`);
}
