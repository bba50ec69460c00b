import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../engine/base/json.ts';
import { schemaProblems } from '../../../engine/base/json-schema.ts';

const said = (schema: JsonObject, value: Json): string[] =>
  schemaProblems(schema, value).map(({ path, message }) => `${path === '' ? '' : `${path} `}${message}`);

it.each<[JsonObject, Json, string]>([
  [{ type: 'string' }, 5, 'This is a number; a text is asked for.'],
  [{ type: ['string', 'null', 'array'] }, true, 'This is true or false; a text, nothing or a list is asked for.'],
  [{ type: 'object', required: ['name'] }, {}, '“name” is missing.'],
  [{ enum: ['red', 'blue'] }, 'green', 'This must be one of "red", "blue".'],
  [{ const: 3 }, 4, 'This must be 3.'],
  [{ type: 'string', minLength: 1 }, '', 'This is empty. Write something here.'],
  [{ type: 'string', minLength: 5 }, 'a', 'This has 1 character; at least 5 are asked for.'],
  [{ type: 'string', maxLength: 2 }, 'abc', 'This has 3 characters; at most 2 are taken.'],
  [{ format: 'date' }, 'tomorrow', 'This is not a date, as in 2026-05-31.'],
  [{ minItems: 1 }, [], 'This list is empty; at least 1 entry is asked for.'],
  [{ minItems: 3 }, [1], 'This list has 1 entry; at least 3 are asked for.'],
  [{ maxItems: 1 }, [1, 2], 'This list has 2 entries; at most 1 are taken.'],
  [{ uniqueItems: true }, [1, 2, 1], 'Entries 1 and 3 are the same; each may stand here once.'],
  [{ minimum: 2 }, 1, 'This must be 2 or more.'],
  [{ maximum: 2.5 }, 3, 'This must be 2.5 or less.'],
  [{ exclusiveMinimum: 2 }, 2, 'This must be more than 2.'],
  [{ exclusiveMaximum: 2 }, 2, 'This must be less than 2.'],
  [{ multipleOf: 5 }, 7, 'This must be a multiple of 5.'],
  [{ minProperties: 1 }, {}, 'At least 1 field must be given here.'],
  [{ dependentRequired: { a: ['b'] } }, { a: 1 }, 'Where “a” is given, “b” must be given too.'],
  [{ dependencies: { a: ['b'] } }, { a: 1 }, 'Where “a” is given, “b” must be given too.'],
  [{ if: true, then: false }, 1, 'This does not go together with what else is given here.'],
  [{ not: { const: 3 } }, 3, 'This is what must not stand here.'],
  [{ contains: { const: 3 } }, [1], 'No entry of this list is of the form that is asked for.'],
])('says of a value against %j, in words, what is asked for', (schema, value, sentence) => {
  expect(said(schema, value)).toContain(sentence);
});

it('says once, where it stands, that a field is not asked for', () => {
  const schema = { type: 'object', properties: { name: { type: 'string' } }, additionalProperties: false };

  expect(said(schema, { name: 'Ana', nmae: 1 })).toEqual([
    '/nmae Nothing of this name is asked for here. Take it out, or look at how it is spelled.',
  ]);
});
