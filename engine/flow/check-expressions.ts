import type { StepId } from '../base/ids.ts';
import { recent } from '../base/recent.ts';
import { checkExpression } from '../expression/check-expression.ts';
import { parseExpression, type ExpressionProblem } from '../expression/expression.ts';
import type { Shape } from '../expression/shape.ts';
import { shapeWords } from '../expression/shape-words.ts';
import { templateReads } from '../expression/template.ts';
import { checkReads, type Reading } from './check-reads.ts';
import { stepTitle, type Flow } from './flow.ts';
import type { FlowProblem } from './flow-problem.ts';
import { nearestName } from './nearest-name.ts';
import type { FlowShapes } from './flow-shapes.ts';
import { flowTexts, type FlowText } from './flow-texts.ts';
import type { Reach } from './reach.ts';
import { shapesSeen } from './sight.ts';

/** Every expression and template: does it parse, are its names and fields known, do its types go together, is what it reads there. */
export function checkExpressions(flow: Flow, shapes: FlowShapes, reach: Reach): FlowProblem[] {
  const stepIds = new Set<string>(flow.steps.map(({ id }) => id));
  const lastNearest = recent<string | null>(1000);
  const nearestStep = (name: string): string | null => lastNearest(name, () => nearestName(name, [...stepIds]));
  return flowTexts(flow).flatMap(text => {
    const findings = text.kind === 'template' ? checkTemplate(text, flow, shapes) : checkText(text, text, flow, shapes);
    return findings.flatMap(({ problems, reading }) => [
      ...problems,
      ...(reading === null ? [] : checkReads(reading, { flow, stepIds, nearestStep, reach })),
    ]);
  });
}

interface Finding {
  readonly problems: readonly FlowProblem[];
  /** What the expression reads; null when it does not parse. */
  readonly reading: Reading | null;
}

interface Piece {
  readonly text: string;
  readonly field: string;
  readonly isTest: boolean;
  /** Offset of the expression inside the field's text. */
  readonly offset?: number;
}

function checkTemplate(text: FlowText & { kind: 'template' }, flow: Flow, shapes: FlowShapes): readonly Finding[] {
  const reads = templateReads(text.value);
  if (!reads.ok)
    return [{ problems: [problemAt(text, text.field + dotted(reads.error.path), reads.error, 0, 'error', 'expression')], reading: null }];
  return reads.value.flatMap(({ path, expression, start }) =>
    checkText(text, { text: expression.text, field: text.field + dotted(path), isTest: false, offset: start }, flow, shapes),
  );
}

function checkText(owner: FlowText, piece: Piece, flow: Flow, shapes: FlowShapes): readonly Finding[] {
  const known = shapesSeen(owner.sees, owner.step, flow, shapes);
  const { text, field, isTest, offset = 0 } = piece;
  const parsed = parseExpression(text);
  const reading = parsed.ok ? { owner, field, offset, places: parsed.value.places } : null;
  const checked = checkExpression(text, Object.keys(known), known);
  if (!checked.ok) return [{ problems: checked.error.map(one => problemAt(owner, field, one, offset, 'error', 'expression')), reading }];
  const { shape, warnings } = checked.value;
  const problems = [
    ...warnings.map(one => problemAt(owner, field, one, offset, 'warning', 'expression-doubtful')),
    ...(isTest ? notATest(owner, field, text, shape) : []),
  ];
  return [{ problems, reading }];
}

function notATest(owner: FlowText, field: string, text: string, shape: Shape): readonly FlowProblem[] {
  if (shape.kind === 'bool' || shape.kind === 'any') return [];
  const message = `True or false is needed here, but this is ${shapeWords(shape)}. Compare it with something.`;
  return [problemAt(owner, field, { message, start: 0, end: text.length }, 0, 'error', 'not-true-or-false')];
}

function problemAt(
  { step }: FlowText,
  field: string,
  { message, start, end }: ExpressionProblem,
  offset: number,
  severity: FlowProblem['severity'],
  code: string,
): FlowProblem {
  const stepId: StepId | undefined = step?.id;
  return {
    severity,
    code,
    ...(stepId === undefined ? {} : { stepId }),
    field,
    range: { start: start + offset, end: end + offset },
    message: step === null ? `The trigger: ${message}` : `“${stepTitle(step)}”: ${message}`,
  };
}

/** `/claims/0` → `.claims.0` */
const dotted = (pointer: string): string => pointer.replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
