import { isJsonObject, type JsonObject } from '../base/json.ts';
import type { JsonSchema } from '../base/json-schema.ts';
import type { FlowEdit } from './flow-edit.ts';
import type { FlowProblem } from './flow-problem.ts';
import type { Flow, Step } from './flow.ts';
import { actionOf, skillOf, type FlowCatalog } from './flow-catalog.ts';
import { likeliest } from './likeliest.ts';
import { nearestName } from './nearest-name.ts';
import type { QuickFix } from './quick-fix.ts';

/** What a step can give its skill or action instead: what it needs from where it is, a field by its right name, none that is not taken. */
export function givenFixes(flow: Flow, step: Step, { code, field, message }: FlowProblem, catalog: FlowCatalog): readonly QuickFix[] {
  const giving = givingOf(step, catalog);
  if (giving === null) return [];
  const { place, given, schema } = giving;
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const change = (...changes: Extract<FlowEdit, { kind: 'change-step' }>['changes']): FlowEdit[] => [
    { kind: 'change-step', stepId: step.id, changes },
  ];
  if (code === 'unknown-input') {
    const name = field?.slice(`config.${place}.`.length) ?? '';
    if (!Object.hasOwn(given, name)) return [];
    const near = nearestName(
      name,
      Object.keys(properties).filter(other => !Object.hasOwn(given, other)),
    );
    const gone = { path: ['config', place, name] };
    return [
      ...(near === null
        ? []
        : [{ label: `call it ${near}`, edits: change({ path: ['config', place, near], value: given[name] ?? null }, gone) }]),
      { label: `remove ${name}`, edits: change(gone) },
    ];
  }
  if (code !== 'missing-input') return [];
  const required = Array.isArray(schema['required']) ? schema['required'].filter(name => typeof name === 'string') : [];
  const name = required.find(one => !Object.hasOwn(given, one) && message.includes(` needs \`${one}\`.`));
  if (name === undefined) return [];
  const path = ['config', place, name];
  const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
  const usual = isJsonObject(property) ? property['default'] : undefined;
  const slices = likeliest(name, Object.keys(flow.packet.slices));
  return [
    ...(usual === undefined ? [] : [{ label: `give it ${short(JSON.stringify(usual))}`, edits: change({ path, value: usual }) }]),
    ...slices.map(slice => ({ label: `take ${name} from packet.${slice}`, edits: change({ path, value: `{{ packet.${slice} }}` }) })),
  ];
}

interface Giving {
  readonly place: 'input' | 'payload';
  readonly given: JsonObject;
  readonly schema: JsonSchema;
}

function givingOf(step: Step, catalog: FlowCatalog): Giving | null {
  if (step.kind === 'sage_skill') {
    const schema = skillOf(catalog, step.config.skill)?.input;
    return schema === undefined ? null : { place: 'input', given: step.config.input, schema };
  }
  if (step.kind !== 'product_action') return null;
  const schema = actionOf(catalog, step.config.product, step.config.action)?.payload;
  return schema === undefined ? null : { place: 'payload', given: step.config.payload, schema };
}

const short = (text: string): string => (text.length > 24 ? `${text.slice(0, 24)}…` : text);
