import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../engine/base/json.ts';
import type { Result } from '../../../engine/base/result.ts';
import { evaluate, parseExpression, type ExpressionProblem, type Variables } from '../../../engine/expression/expression.ts';

const VARIABLES: Variables = {
  packet: {
    transcript: 'Ana: hello 😀',
    three: 3,
    half: 3.5,
    zero: 0,
    none: null,
    when: '2026-01-31T23:30:00.5Z',
    list: [1, 2, 3],
    claims: [
      { id: 'c1', ok: true },
      { id: 'c2', ok: false },
    ],
  },
  context: { mission_fit_score: 0.8 },
  steps: {},
  run: { id: 'run_1' },
};

function run(text: string, variables: Variables = VARIABLES): Result<Json, ExpressionProblem> {
  const parsed = parseExpression(text);
  return parsed.ok ? evaluate(parsed.value, variables) : parsed;
}

describe('an expression', () => {
  it.each<[string, Json]>([
    ['context.mission_fit_score >= 0.7', true],
    ['1 + packet.three', 4],
    ['1 + packet.half', 4.5],
    ['packet.three * 0.5', 1.5],
    ['packet.three / 2', 1.5],
    ['7 / 2', 3],
    ['-7 / 2', -3],
    ['-7 % 2', -1],
    ['packet.three % 2', 1],
    ['size(packet.list) > 2 && packet.three == 3', true],
    ['size(packet.list) > 2 && packet.half == 3.5', true],
    ['packet.list[packet.three - 1]', 3],
    ['packet.list[0] == 1.0', true],
    ['packet.three in [1, 2, 3]', true],
    ['2 in packet.list', true],
    ['"three" in packet', true],
    ['[1, 2] == [1.0, 2.0]', true],
    ['{"a": 1} == {"a": 1.0}', true],
    ['1 == "1"', false],
    ['"a" < "b"', true],
    ['"😀" > "ﬀ"', true],
    ['packet.claims.all(c, c.ok)', false],
    ['packet.claims.exists(c, c.ok)', true],
    ['packet.claims.exists_one(c, c.ok)', true],
    ['packet.claims.filter(c, c.ok).map(c, c.id)', ['c1']],
    ['packet.claims.map(c, c.ok, c.id)', ['c1']],
    ['packet.map(name, name).size()', 8],
    ['cel.bind(n, size(packet.list), n * n)', 9],
    ['packet.three > 2 ? "many" : "few"', 'many'],
    ['has(packet.none)', true],
    ['has(packet.missing)', false],
    ['has(packet.missing.deeper)', false],
    ['has(packet.none.deeper)', false],
    ['packet.none == null', true],
    ['packet.transcript.size()', 12],
    ['packet.transcript.substring(11)', '😀'],
    ['packet.transcript.indexOf("😀")', 11],
    ['packet.transcript.matches("^[A-Z][a-z]+: ")', true],
    ['packet.transcript.split(": ")', ['Ana', 'hello 😀']],
    ['["a", "b"].join("-")', 'a-b'],
    ['"Ab1".lowerAscii() + "Ab1".upperAscii()', 'ab1AB1'],
    ['int("42") + int(3.9)', 45],
    ['string(3) + string(true) + string(2.5)', '3true2.5'],
    ['double("2.5")', 2.5],
    ['type(packet.list) == list && type(1) == int && type("") != int', true],
    ['timestamp(packet.when) + duration("1h")', '2026-02-01T00:30:00.5Z'],
    ['timestamp("2026-01-02T00:00:00Z") - timestamp("2026-01-01T00:00:00Z") == duration("24h")', true],
    ['duration("3.5s")', '3.5s'],
    ['duration("-1m30s")', '-90s'],
    ['timestamp(packet.when).getHours()', 23],
    ['timestamp(packet.when).getDate("Europe/Paris")', 1],
    ['timestamp(packet.when).getHours("-05:30")', 18],
    ['timestamp(0)', '1970-01-01T00:00:00Z'],
    ['b"abc"', 'YWJj'],
    ['bytes("é") == b"\\xc3\\xa9"', true],
    ['{"a": [1, {"b": 2.5}]}', { a: [1, { b: 2.5 }] }],
    ['-9223372036854775808 < 0', true],
    ['"it\'s" + \'"\' + r"\\d"', 'it\'s"\\d'],
  ])('%s gives %j', (text, value) => {
    expect(run(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['packet.transcript.speaker', 'speaker', '`packet.transcript` is a text and has no field `speaker`.'],
    ['packet.speaker == 1', 'speaker', '`packet` has no field `speaker`.'],
    ['mission_fit >= 0.7', 'mission_fit', '`mission_fit` is not known here. Known: packet, context, steps, run.'],
    ['packet.list[3]', '3', '`packet.list` has 3 elements, so there is no [3].'],
    ['packet.list[0.5]', '0.5', 'A list is read by whole numbers from 0, but got a number.'],
    ['packet.half % 2', 'packet.half % 2', '`%` needs two whole numbers.'],
    ['packet.three / packet.zero > 1', 'packet.three / packet.zero', 'This divides by zero.'],
    ['1.0 / 0.0', '1.0 / 0.0', 'This divides by zero.'],
    ['9223372036854775807 + 1', '9223372036854775807 + 1', 'This whole number is too large (more than 64 bits).'],
    ['9007199254740993', '9007199254740993', 'The whole number that comes out is beyond 2^53 − 1 and would lose digits.'],
    ['1e308 * 10.0', '1e308 * 10.0', 'What comes out is not a number (infinite or undefined).'],
    ['"a" + 1', '"a" + 1', '`+` cannot join a text and a number. Write string(…) around the second.'],
    ['packet.three > "x"', 'packet.three > "x"', 'A number and a text cannot be put in order.'],
    ['packet.three ? 1 : 2', 'packet.three', 'True or false is needed here, but `packet.three` is a number.'],
    ['size(packet.three)', 'size(packet.three)', '`size(…)` cannot take a number; it takes string or list or map or bytes.'],
    ['frobnicate(1)', 'frobnicate(1)', 'There is no function `frobnicate`.'],
    ['"a".matches("(")', '"a".matches("(")', '“(” is no pattern that RE2 knows (it has no look-ahead and no back-references).'],
    [
      'timestamp("2026-02-30T00:00:00Z")',
      'timestamp("2026-02-30T00:00:00Z")',
      '"2026-02-30T00:00:00Z" is no date and time; write one like "2026-01-31T09:00:00Z".',
    ],
  ])('%s is refused at %s', (text, place, message) => {
    const result = run(text);

    expect(result).toMatchObject({ ok: false, error: { message } });
    if (!result.ok) expect(text.slice(result.error.start, result.error.end)).toBe(place);
  });

  it('settles && and || by either side, as CEL does, and is otherwise an error', () => {
    expect(run('packet.missing > 1 || true')).toEqual({ ok: true, value: true });
    expect(run('false && packet.missing > 1')).toEqual({ ok: true, value: false });
    expect(run('packet.missing > 1 && false')).toEqual({ ok: true, value: false });
    expect(run('packet.missing > 1 || false').ok).toBe(false);
    expect(run('packet.claims.exists(c, c.nothing == 1 || c.ok)')).toEqual({ ok: true, value: true });
    expect(run('packet.claims.all(c, c.nothing == 1)').ok).toBe(false);
  });

  it('gives JSON back as it came, not a copy', () => {
    const result = run('packet.claims');

    expect(result.ok && result.value).toBe((VARIABLES['packet'] as { claims: Json }).claims);
  });
});

describe('hostile input to an expression', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])('finds no field %s that is not its own', name => {
    expect(run(`packet.${name}`).ok).toBe(false);
    expect(run(`packet["${name}"]`).ok).toBe(false);
    expect(run(`has(packet.${name})`)).toEqual({ ok: true, value: false });
    expect(run(`"${name}" in packet`)).toEqual({ ok: true, value: false });
    expect(run(name).ok).toBe(false);
    expect(run(`packet.claims.${name}`).ok).toBe(false);
    expect(run(`"text".${name}`).ok).toBe(false);
  });

  it('cannot make a map with a prototype', () => {
    expect(run('{"__proto__": {"isAdmin": true}}').ok).toBe(false);
  });

  it('is stopped when it walks a list of lists, whatever stands beside it', () => {
    const many = { packet: { list: Array.from({ length: 5000 }, (_, index) => index) } };
    const message = 'This expression does too much work on these values; narrow it, or do it in a skill.';

    expect(run('packet.list.all(a, packet.list.all(b, a + b >= 0))', many)).toMatchObject({ ok: false, error: { message } });
    expect(run('true || packet.list.all(a, packet.list.all(b, a + b >= 0))', many)).toEqual({ ok: true, value: true });
    expect(run('packet.list.all(a, packet.list.all(b, a + b >= 0)) || true', many)).toMatchObject({ ok: false, error: { message } });
  });

  it('is stopped when it doubles a text over and over', () => {
    const doubled = Array.from({ length: 40 }).reduce<string>(inner => `cel.bind(s, s + s, ${inner})`, 'size(s)');

    expect(run(`cel.bind(s, "0123456789", ${doubled})`)).toMatchObject({ ok: false });
  });

  it('matches without going back, and not against a pattern that explodes', () => {
    expect(run('packet.text.matches("^(a+)+$")', { packet: { text: 'a'.repeat(30_000) + 'b' } })).toEqual({ ok: true, value: false });
    expect(run(`"x".matches("${'(.{1000})'.repeat(50)}")`)).toMatchObject({ ok: false, error: { message: 'This pattern is too large.' } });
  });

  it.each([
    ['a'.repeat(5000), 'An expression may have 4,096 bytes at most; do more of it in a skill.'],
    [Array.from({ length: 600 }).fill('1').join('+'), 'This expression is too long or nested too deep; split it over several steps.'],
    ['('.repeat(200) + '1' + ')'.repeat(200), 'This expression is too long or nested too deep; split it over several steps.'],
  ])('%.12s… is over its budget', (text, message) => {
    expect(parseExpression(text)).toMatchObject({ ok: false, error: { message } });
  });

  it('never throws, whatever the text', () => {
    const words = [
      'packet',
      '.',
      'list',
      '[',
      ']',
      '(',
      ')',
      '0',
      '1.5',
      '"a"',
      '+',
      '-',
      '!',
      '&&',
      '||',
      '?',
      ':',
      'has',
      'map',
      'x',
      ',',
      '{',
      '}',
      'in',
      '==',
      '<',
      'size',
      ' ',
    ];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.constantFrom(...words), { maxLength: 12 }).map(parts => parts.join('')),
        ),
        text => {
          const result = run(text);

          if (result.ok) return;
          expect(result.error.start).toBeGreaterThanOrEqual(0);
          expect(result.error.end).toBeLessThanOrEqual(text.length);
          expect(result.error.start).toBeLessThanOrEqual(result.error.end);
          expect(result.error.message).toMatch(/[.)…]$/);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
