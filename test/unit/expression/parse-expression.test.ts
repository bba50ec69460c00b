import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../engine/expression/expression.ts';

describe('the paths an expression reads', () => {
  it.each([
    ['steps.claims.output.claims', ['steps.claims.output.claims']],
    ['packet["prior notes"].size() + packet.list[0].x', ['packet.prior notes', 'packet.list.0.x']],
    ['packet.list[context.index].x', ['context.index', 'packet.list']],
    ['steps.claims.output.claims.all(c, c.ok && c.score > context.bar)', ['steps.claims.output.claims', 'context.bar']],
    ['packet.list.map(packet, packet.x)', ['packet.list']],
    ['cel.bind(run, packet.a, run.b) == run.id', ['packet.a', 'run.id']],
    ['has(packet.journal) ? packet.journal : ""', ['packet.journal']],
    ['packet', ['packet']],
    ['type(packet.a) == list', ['packet.a']],
    ['1 + 2', []],
  ])('of %s are %j', (text, reads) => {
    const parsed = parseExpression(text);

    expect(parsed.ok && parsed.value.reads.map(path => path.join('.'))).toEqual(reads);
  });

  it.each([
    ['has(packet.x) && packet.x.y > 1', [true, true]],
    ['has(packet.x) || packet.x > 1', [true, false]],
    ['!has(packet.x) || packet.x > 1', [true, true]],
    ['has(packet.x) ? packet.x : packet.x', [true, true, false]],
    ['!has(packet.x) ? "" : packet.x', [true, true]],
    ['has(packet.x.y) && packet.x.y == packet.z', [true, true, false]],
  ])('in %s are asked for first: %j', (text, guarded) => {
    const parsed = parseExpression(text);

    expect(parsed.ok && parsed.value.places.map(({ isGuarded }) => isGuarded)).toEqual(guarded);
  });
});

describe('a text that is no expression', () => {
  it.each([
    ['', '', 'The expression is empty.'],
    ['a = 1', '=', 'A single = means nothing here; write == to compare.'],
    ['a & b', '&', 'Write && to combine conditions.'],
    ['a &&', '&', 'The expression ends too early: something is missing here.'],
    ['size(a', 'a', 'The expression ends too early: something is missing here.'],
    ['a + "b', '"b', 'This text is not closed; add the same quote at its end.'],
    ['a == “b”', '“', 'Use straight quotes: " or \'.'],
    ['a b', 'b', '`b` is not expected here.'],
    ['if', 'if', '`if` is a reserved word and cannot be a name; for a field write ["if"].'],
    ['1u', '1u', 'Unsigned numbers such as 1u are not part of these expressions; write 1.'],
    ['9223372036854775808', '9223372036854775808', 'This whole number is too large (more than 64 bits).'],
    ['has(1)', 'has(1)', 'has(…) asks for a field, e.g. has(packet.transcript).'],
    ['a.all(1, true)', '1', 'A name for the element belongs here, e.g. claims.all(claim, claim.ok).'],
  ])('%j is refused at %j', (text, place, message) => {
    const parsed = parseExpression(text);

    expect(parsed).toMatchObject({ ok: false, error: { message } });
    if (!parsed.ok) expect(text.slice(parsed.error.start, parsed.error.end)).toBe(place);
  });
});
