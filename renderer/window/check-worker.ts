import { z } from 'zod';
import { checkFlow } from '../../engine/flow/check-flow.ts';
import type { FlowCatalog } from '../../engine/flow/flow-catalog.ts';
import type { FlowProblem } from '../../engine/flow/flow-problem.ts';
import type { Flow } from '../../engine/flow/flow.ts';

/** A flow to check. `catalog` is absent when it is the one of the question before. */
export interface CheckQuestion {
  readonly flow: Flow;
  readonly catalog?: FlowCatalog;
}

/** Questions are answered in their order. */
export type CheckAnswer = readonly FlowProblem[];

// The CSP forbids the code generation with which zod would speed itself up.
z.config({ jitless: true });

let known: FlowCatalog = { skills: [], products: [] };

addEventListener('message', ({ data }: MessageEvent<CheckQuestion>) => {
  known = data.catalog ?? known;
  const answer: CheckAnswer = checkFlow(data.flow, known);
  postMessage(answer);
});
