import { describe, expect, it } from 'vitest';
import { done, NO_HISTORY } from '../../../../renderer/state/history.ts';
import { historyFrom, historyText } from '../../../../renderer/state/kept-history.ts';
import { aFlow, skill } from '../../flow/a-flow.ts';

const described = (count: number, letters: number) => {
  let drawn = { flow: aFlow([skill('a')]), history: NO_HISTORY };
  for (let number = 0; number < count; number++) {
    const value = String(number).padEnd(letters, '.');
    const next = done(drawn, [{ kind: 'change-flow', changes: [{ path: ['description'], value }] }], {
      label: `deed ${number}`,
      atUs: number,
    });
    if (next.ok) drawn = next.value;
  }
  return drawn.history;
};

describe('A history that is kept', () => {
  it('comes back as it was', () => {
    const history = described(3, 10);

    expect(historyFrom(historyText(history))).toEqual(history);
  });

  it('leaves the oldest deeds out when there are too many or they are too long', () => {
    const many = historyFrom(historyText(described(300, 1))).done;
    const long = historyText(described(100, 3_900));

    expect(many.map(({ label }) => label).slice(0, 1)).toEqual(['deed 100']);
    expect(many).toHaveLength(200);
    expect(long.length).toBeLessThan(300_000);
    expect(historyFrom(long).done.at(-1)?.label).toBe('deed 99');
  });
});
