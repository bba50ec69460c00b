import { describe, expect, it } from 'vitest';
import type { Json } from '../../../engine/base/json.ts';
import { resolveTemplates, templateReads } from '../../../engine/expression/template.ts';

const VARIABLES = { packet: { week: 6, title: 'Notes', list: [1, 2], none: null }, run: { id: 'run_1' } };

describe('filling in templates', () => {
  it.each<[Json, Json]>([
    ['{{ packet.list }}', [1, 2]],
    ['{{packet.week}}', 6],
    ['Week {{ packet.week }} of {{ packet.title }}', 'Week 6 of Notes'],
    [' {{ packet.week }}', ' 6'],
    ['{{ packet.list }} and {{ packet.none }}', '[1,2] and null'],
    ['{{ {"a": {"b": packet.week}} }}', { a: { b: 6 } }],
    ['{{ "}}" }}', '}}'],
    ["{{ '{{' }} stays", '{{ stays'],
    ['no braces } or }} here', 'no braces } or }} here'],
    [
      { '{{ packet.week }}': ['{{ packet.week }}', { deep: 'w{{ packet.week }}' }, 5, null, true] },
      { '{{ packet.week }}': [6, { deep: 'w6' }, 5, null, true] },
    ],
    ["{{ '''it's''' }}", "it's"],
  ])('makes of %j %j', (value, resolved) => {
    expect(resolveTemplates(value, VARIABLES)).toEqual({ ok: true, value: resolved });
  });

  it('gives a value without templates back as it came', () => {
    const value = { a: ['text', { b: 1 }] };
    const resolved = resolveTemplates(value, VARIABLES);

    expect(resolved.ok && resolved.value).toBe(value);
  });

  it.each<[string | Record<string, string | string[]>, string, string, string]>([
    [{ a: ['x {{ packet.nothing }}'] }, '/a/0', 'nothing', '`packet` has no field `nothing`.'],
    [{ 'a/b': '{{ packet.week +  }}' }, '/a~1b', '+', 'The expression ends too early: something is missing here.'],
    ['Dear {{ packet.title', '', '{{', 'This {{ is not closed; write }} after the expression.'],
    ['{{ }}', '', '{{ }}', 'Nothing stands between {{ and }}.'],
  ])('refuses %j at %j, at %s', (value, path, place, message) => {
    const resolved = resolveTemplates(value, VARIABLES);

    expect(resolved).toMatchObject({ ok: false, error: { path, message } });
    const string = [value].flat().map(one => (typeof one === 'string' ? one : Object.values(one).flat()[0]))[0] ?? '';
    if (!resolved.ok) expect(string.slice(resolved.error.start, resolved.error.end)).toBe(place);
  });
});

describe('what templates read', () => {
  it('is known before anything runs: where, what, and whether it is the whole string', () => {
    const reads = templateReads({ notes: '{{ packet.transcript }}', title: ['Week {{ packet.week }}: {{ run.id }}'] });

    expect(
      reads.ok && reads.value.map(({ path, whole, expression, start }) => [path, whole, expression.reads[0]?.join('.'), start]),
    ).toEqual([
      ['/notes', true, 'packet.transcript', 3],
      ['/title/0', false, 'packet.week', 8],
      ['/title/0', false, 'run.id', 27],
    ]);
  });

  it('is refused where an expression does not parse', () => {
    expect(templateReads(['{{ a b }}'])).toMatchObject({ ok: false, error: { path: '/0', start: 5, end: 6 } });
  });
});
