/** What a copy is called, so that no other is called the same: `Pricing (copy)`, `Pricing (copy 2)` … At most 200 signs, as flows are named. */
export function copyName(name: string, taken: readonly string[]): string {
  const names = new Set(taken);
  const stem = name.replace(/ \(copy(?: \d+)?\)$/, '').slice(0, 180);
  for (let number = 1; ; number += 1) {
    const copy = number === 1 ? `${stem} (copy)` : `${stem} (copy ${String(number)})`;
    if (!names.has(copy)) return copy;
  }
}
