import { checkFlow } from '../../engine/flow/check-flow.ts';
import type { FlowCatalog } from '../../engine/flow/flow-catalog.ts';
import type { FlowProblem } from '../../engine/flow/flow-problem.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import type { CheckAnswer, CheckQuestion } from './check-worker.ts';

interface Wish {
  readonly flow: Flow;
  readonly catalog: FlowCatalog;
  readonly answer: (problems: readonly FlowProblem[] | null) => void;
}

/**
 * Checks flows in a worker, one at a time; a flow that has to wait gives way to the next, and is answered null. Where no worker can run, it
 * checks in the window itself.
 */
export function flowChecker(): (flow: Flow, catalog: FlowCatalog) => Promise<readonly FlowProblem[] | null> {
  let worker: Worker | null = new Worker(new URL('check-worker.ts', import.meta.url), { type: 'module' });
  let told: FlowCatalog | null = null;
  let asked: Wish | null = null;
  let waiting: Wish | null = null;

  const here = ({ flow, catalog, answer }: Wish) => answer(checkFlow(flow, catalog));
  const ask = (wish: Wish) => {
    if (worker === null) {
      here(wish);
      return;
    }
    asked = wish;
    const question: CheckQuestion = { flow: wish.flow, ...(told === wish.catalog ? {} : { catalog: wish.catalog }) };
    told = wish.catalog;
    worker.postMessage(question);
  };
  const next = () => {
    const wish = waiting;
    [asked, waiting] = [null, null];
    if (wish !== null) ask(wish);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<CheckAnswer>) => {
    asked?.answer(data);
    next();
  });
  worker.addEventListener('error', () => {
    worker?.terminate();
    worker = null;
    if (asked !== null) here(asked);
    next();
  });

  return (flow, catalog) =>
    new Promise(answer => {
      const wish = { flow, catalog, answer };
      if (asked === null) {
        ask(wish);
        return;
      }
      waiting?.answer(null);
      waiting = wish;
    });
}
