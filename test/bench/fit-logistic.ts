/** An example: its features and whether it is a positive one. */
export interface Example {
  readonly features: readonly number[];
  readonly isPositive: boolean;
}

export interface Logistic {
  readonly intercept: number;
  readonly weights: readonly number[];
}

const ROUNDS = 30;

/**
 * Logistic regression by Newton's method: both classes count the same however many examples they have, and the weights of the standardised features
 * are held back by `penalty` times half their squares. Deterministic.
 */
export function fitLogistic(examples: readonly Example[], penalty: number): Logistic {
  const width = examples[0]?.features.length ?? 0;
  const means = columns(width, at => mean(examples.map(({ features }) => features[at] ?? 0)));
  const spreads = columns(width, at => Math.sqrt(mean(examples.map(({ features }) => ((features[at] ?? 0) - (means[at] ?? 0)) ** 2))) || 1);
  const rows = examples.map(({ features }) => [1, ...features.map((value, at) => (value - (means[at] ?? 0)) / (spreads[at] ?? 1))]);
  const positives = examples.filter(({ isPositive }) => isPositive).length;
  const counts = examples.map(({ isPositive }) => examples.length / (2 * (isPositive ? positives : examples.length - positives)));
  let weights = columns(width + 1, () => 0);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = columns(width + 1, at => (at === 0 ? 0 : penalty * (weights[at] ?? 0)));
    const curvature = columns(width + 1, at => columns(width + 1, other => (at === other && at > 0 ? penalty : 0)));
    for (const [index, row] of rows.entries()) {
      const likely = 1 / (1 + Math.exp(-row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0)));
      const count = counts[index] ?? 1;
      for (const [at, value] of row.entries()) {
        gradient[at] = (gradient[at] ?? 0) + count * (likely - (examples[index]?.isPositive === true ? 1 : 0)) * value;
        const line = curvature[at] ?? [];
        for (const [other, second] of row.entries()) line[other] = (line[other] ?? 0) + count * likely * (1 - likely) * value * second;
      }
    }
    const step = solved(curvature, gradient);
    weights = weights.map((weight, at) => weight - (step[at] ?? 0));
  }
  const plain = columns(width, at => (weights[at + 1] ?? 0) / (spreads[at] ?? 1));
  return { intercept: plain.reduce((sum, weight, at) => sum - weight * (means[at] ?? 0), weights[0] ?? 0), weights: plain };
}

const columns = <Value>(width: number, of: (at: number) => Value): Value[] => Array.from({ length: width }, (_none, at) => of(at));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** By elimination; the curvature of a penalised regression has an answer always. */
function solved(matrix: readonly (readonly number[])[], values: readonly number[]): number[] {
  const lines = matrix.map((line, at) => [...line, values[at] ?? 0]);
  for (let at = 0; at < lines.length; at++) {
    const pivot = lines[at] ?? [];
    for (const [other, line] of lines.entries()) {
      if (other === at) continue;
      const factor = (line[at] ?? 0) / (pivot[at] ?? 1);
      for (let column = at; column < line.length; column++) line[column] = (line[column] ?? 0) - factor * (pivot[column] ?? 0);
    }
  }
  return lines.map((line, at) => (line.at(-1) ?? 0) / (line[at] ?? 1));
}
