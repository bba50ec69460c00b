import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../engine/base/json.ts';
import { schemaProblems } from '../../../engine/base/json-schema.ts';
import { flowJsonSchema } from '../../../engine/flow/flow-json-schema.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

describe('the published JSON Schema of flows', () => {
  it('is what the code makes', () => {
    expect(read('resources/flow.schema.json')).toEqual(flowJsonSchema());
  });

  it.each(readdirSync('resources/flows'))('takes the shipped %s', file => {
    expect(schemaProblems(flowJsonSchema(), read(`resources/flows/${file}`) as Json)).toEqual([]);
  });

  it('refuses a step of no known kind', () => {
    const flow = { format: 'atelier-flow/1', name: 'x', steps: [{ id: 'a', kind: 'robot', config: {} }] };

    expect(schemaProblems(flowJsonSchema(), flow)).not.toEqual([]);
  });
});
