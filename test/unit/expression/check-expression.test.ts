import { describe, expect, it } from 'vitest';
import { checkExpression } from '../../../engine/expression/check-expression.ts';
import { shapeOf, type Shapes } from '../../../engine/expression/shape.ts';

const SHAPES: Shapes = {
  packet: shapeOf({
    type: 'object',
    additionalProperties: false,
    properties: {
      transcript: { type: 'string' },
      program: { type: 'object', properties: { week: { type: 'integer' } } },
      claims: { type: 'array', items: { $ref: '#/$defs/claim' } },
    },
    $defs: {
      claim: {
        type: 'object',
        additionalProperties: false,
        properties: { ok: { type: 'boolean' }, verdict: { enum: ['grounded', 'contested'] } },
      },
    },
  }),
  context: shapeOf({ type: 'object', properties: { score: { type: ['number', 'null'] } }, additionalProperties: false }),
};

const check = (text: string) => checkExpression(text, ['packet', 'context', 'run'], SHAPES);

describe('checking an expression before it runs', () => {
  it.each([
    ['context.score >= 0.7', 'bool'],
    ['packet.claims.filter(c, c.ok)', 'list'],
    ['packet.claims.map(c, c.verdict)[0]', 'string'],
    ['packet.program.week + 1', 'number'],
    ['packet.transcript.size() > 3 ? "a" : "b"', 'string'],
    ['timestamp(run.started_at) + duration("1h")', 'timestamp'],
    ['run.anything.goes', 'any'],
    ['has(packet.nothing.there)', 'bool'],
    ['{"a": 1}.a', 'number'],
  ])('knows that %s gives %s', (text, kind) => {
    expect(check(text)).toMatchObject({ ok: true, value: { shape: { kind }, warnings: [] } });
  });

  it.each([
    ['steps.a', 'steps', '`steps` is not known here. Known: packet, context, run.'],
    ['has(stps.a)', 'stps', '`stps` is not known here. Known: packet, context, run.'],
    ['packet.transcrpt', 'transcrpt', '`packet` has no field `transcrpt`. It has: transcript, program, claims.'],
    ['packet.transcript.speaker', 'speaker', '`packet.transcript` is a text and has no field `speaker`.'],
    ['packet.claims.all(c, c.okay)', 'okay', '`c` has no field `okay`. It has: ok, verdict.'],
    ['packet.claims.all(c, c.verdict)', 'c.verdict', 'True or false is needed here, but this is a text. Compare it with something.'],
    ['context.score > "0.7"', 'context.score > "0.7"', 'A number and a text cannot be put in order.'],
    ['packet.transcript + 1', 'packet.transcript + 1', '`+` does not go with a text and a number. Write string(…) around the second.'],
    ['context.score.size()', 'context.score.size()', '`….size(…)` cannot take a number; it takes string or list or map or bytes.'],
    ['packet.transcript in context.score', 'context.score', '`in` looks inside a list or an object, but this is a number.'],
  ])('refuses %s at %s', (text, place, message) => {
    const checked = check(text);

    expect(checked).toMatchObject({ ok: false, error: [{ message }] });
    if (!checked.ok) expect(text.slice(checked.error[0]?.start, checked.error[0]?.end)).toBe(place);
  });

  it.each([
    ['packet.program.wek', 'The schema of `packet.program` does not mention a field `wek`. It has: week.'],
    ['packet.claims[0].verdict == "grouded"', 'This is never true: it is one of “grounded”, “contested”.'],
    ['packet.transcript == 1', 'This is never true: a text is compared with a number.'],
  ])('warns of %s', (text, message) => {
    expect(check(text)).toMatchObject({ ok: true, value: { warnings: [{ message }] } });
  });

  it('tells every mistake, in the order of the text', () => {
    const checked = check('packet.a == packet.b');

    expect(!checked.ok && checked.error.map(({ start }) => start)).toEqual([7, 19]);
  });
});
