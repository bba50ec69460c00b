import { describe, expect, it } from 'vitest';
import { expectSeedsHold } from './expect-seeds-hold.ts';
import { interpret } from './oracle.ts';
import { playSeed, type PlayOptions } from './play-seed.ts';

describe('in a simulated world', () => {
  it('runs of the seeds 1 to 100 come to what the oracle says, whatever crashes', () => expectSeedsHold(1, 100), 900_000);

  it('the same seed gives the same traces, byte for byte', async () => {
    for (const seed of [2, 7, 13]) {
      const [first, second] = [await playSeed({ seed }), await playSeed({ seed })];
      expect(first.rows).toBeGreaterThan(0);
      expect(second).toEqual(first);
    }
  }, 300_000);
});

describe('the simulation finds', () => {
  it('a disk that acknowledges a commit and forgets it', () =>
    expectFound(() => {
      let commits = 0;
      return {
        tamper: needs => ({
          ...needs,
          runs: withCommit(needs.runs, change => (++commits % 7 === 0 ? Promise.resolve() : needs.runs.commit(change))),
        }),
      };
    }));

  it('a store that drops a ledger row', () =>
    expectFound(() => ({
      tamper: needs => ({
        ...needs,
        runs: withCommit(needs.runs, change => needs.runs.commit({ ...change, ledger: change.ledger.slice(1) })),
      }),
    })));

  it('a store that never closes a wait', () =>
    expectFound(() => ({
      tamper: needs => ({ ...needs, runs: withCommit(needs.runs, change => needs.runs.commit({ ...change, closeWait: null })) }),
    })));

  it('a step that is done twice', () =>
    expectFound(() => ({
      tamper: needs => ({
        ...needs,
        productCalls: {
          ...needs.productCalls,
          call: async (call, signal) => {
            await needs.productCalls.call(call, signal);
            return needs.productCalls.call(call, signal);
          },
        },
      }),
    })));

  it('an oracle that counts one attempt less', () =>
    expectFound(() => ({
      oracle: task => {
        const expected = interpret(task);
        return { ...expected, visits: expected.visits.map(visit => ({ ...visit, failures: Math.max(0, visit.failures - 1) })) };
      },
    })));
});

/** A few seeds are enough to find a fault that is always there. */
async function expectFound(broken: () => Omit<PlayOptions, 'seed'>): Promise<void> {
  for (let seed = 1; seed <= 40; seed++) if ((await playSeed({ seed, ...broken() })).problem !== null) return;
  expect.fail('Forty seeds did not show it.');
}

type Runs = Parameters<NonNullable<PlayOptions['tamper']>>[0]['runs'];

const withCommit = (runs: Runs, commit: Runs['commit']): Runs =>
  new Proxy(runs, { get: (target, name): unknown => (name === 'commit' ? commit : Reflect.get(target, name)) });
