import { z } from 'zod';
import { isJsonObject, JsonValue } from '../base/json.ts';
import type { JsonSchema } from '../base/json-schema.ts';
import { Flow, FLOW_FORMAT } from './flow.ts';

/**
 * The JSON Schema (draft 2020-12) of a `.flow.json` file as a person writes it: fields that have a default may be left out. Published as
 * `resources/flow.schema.json`; editors complete and explain by it. Whether a flow can run, `checkFlow` says.
 */
export function flowJsonSchema(): JsonSchema {
  const schema = JsonValue.parse(z.toJSONSchema(Flow, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' }));
  const { $schema, ...rest } = isJsonObject(schema) ? schema : {};
  return {
    ...($schema === undefined ? {} : { $schema }),
    $id: `urn:${FLOW_FORMAT.replace('/', ':')}`,
    title: 'Atelier flow',
    description: 'A flow of Atelier Studio: its steps, how they lead to each other, and what it asks of its packet.',
    ...rest,
  };
}
