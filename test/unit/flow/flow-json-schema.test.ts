import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../engine/base/json.ts';
import { schemaProblems } from '../../../engine/base/json-schema.ts';
import { flowJsonSchema } from '../../../engine/flow/flow-json-schema.ts';
import { flowText } from '../../../engine/flow/flow-text.ts';
import { FLOW_FORMAT } from '../../../engine/flow/flow.ts';
import { someFlow } from './some-flow.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const SCHEMA = flowJsonSchema();

const GATE = { id: 'fit', kind: 'gate', config: { expression: 'true' } };
const withSteps = (...steps: object[]): Json => ({ format: FLOW_FORMAT, name: 'x', steps }) as unknown as Json; // true: written as JSON

describe('the published JSON Schema of flows', () => {
  it('is what the code makes', () => {
    // When it is not: write flowJsonSchema() into resources/flow.schema.json, two spaces deep.
    expect(read('resources/flow.schema.json')).toEqual(SCHEMA);
  });

  it.each(readdirSync('resources/flows'))('takes the shipped %s', file => {
    expect(schemaProblems(SCHEMA, read(`resources/flows/${file}`) as Json)).toEqual([]);
  });

  it('takes every flow that is exported', () => {
    fc.assert(
      fc.property(someFlow, flow => {
        expect(schemaProblems(SCHEMA, JSON.parse(flowText(flow)) as Json)).toEqual([]);
      }),
      { numRuns: 100, seed: 20_261_121 },
    );
  });

  it.each<[string, Json, string]>([
    ['no name', { format: FLOW_FORMAT, steps: [] }, ''],
    ['another format', { format: 'atelier-flow/9', name: 'x', steps: [] }, '/format'],
    ['a field that flows do not know', { format: FLOW_FORMAT, name: 'x', steps: [], stepz: [] }, '/stepz'],
    ['a step of no known kind', withSteps({ id: 'a', kind: 'robot', config: {} }), '/steps/0/kind'],
    ['a step without a kind', withSteps({ id: 'a', config: {} }), '/steps/0'],
    ['an id that expressions cannot name', withSteps({ ...GATE, id: '1st step' }), '/steps/0/id'],
    ['a config of another kind', withSteps(GATE, { ...GATE, config: { skill: 'x' } }), '/steps/1/config/skill'],
    ['an expression that is no text', withSteps({ ...GATE, config: { expression: 5 } }), '/steps/0/config/expression'],
    [
      'a time limit in words',
      withSteps({ id: 'a', kind: 'sage_skill', config: { skill: 'x', timeoutMs: '1 min' } }),
      '/steps/0/config/timeoutMs',
    ],
    [
      'a retry of no attempts',
      withSteps({ id: 'a', kind: 'sage_skill', config: { skill: 'x' }, retry: { maxAttempts: 0 } }),
      '/steps/0/retry/maxAttempts',
    ],
    ['a gate that goes on by next', withSteps({ ...GATE, next: 'b' }), '/steps/0/next'],
    [
      'a schedule without its zone',
      { format: FLOW_FORMAT, name: 'x', steps: [], trigger: { on: 'schedule', cron: '0 9 * * 1' } },
      '/trigger',
    ],
    [
      'a slice whose name is no word',
      { format: FLOW_FORMAT, name: 'x', steps: [], packet: { slices: { 'my slice': {} } } },
      '/packet/slices/my%20slice',
    ],
  ])('refuses %s where it stands, and nowhere else', (_what, flow, path) => {
    expect(deepest(schemaProblems(SCHEMA, flow).map(problem => problem.path))).toEqual([path]);
  });

  it('has a title or a description for every field of the document and of a step', () => {
    const { properties } = SCHEMA as { properties: Record<string, { title?: string }> }; // true: a schema of an object
    expect(Object.entries(properties).filter(([, { title }]) => title === undefined)).toEqual([]);
    const step = (
      SCHEMA as unknown as { properties: { steps: { items: { allOf: { then: { properties: Record<string, { title?: string }> } }[] } } } }
    ).properties.steps.items;
    for (const { then } of step.allOf) expect(Object.entries(then.properties).filter(([, { title }]) => title === undefined)).toEqual([]);
  });
});

/** The places that are no way to another one: a validator tells of each object around a mistake too. */
function deepest(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.filter(path => !paths.some(other => other !== path && other.startsWith(path === '' ? '/' : `${path}/`))))];
}
