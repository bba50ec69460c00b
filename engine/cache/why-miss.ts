import { z } from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import { JsonRecord } from '../base/json-schema.ts';
import type { Json, JsonObject } from '../base/json.ts';

/** What of a stage key differs. `name` says which: a slice, a step, a context name, a port, a parameter, a memory scope. */
export const KEY_PARTS = [
  ...['slice', 'upstream', 'context', 'memory', 'port', 'prompt', 'skill', 'code'],
  ...['model', 'params', 'schema', 'policy', 'tools', 'org', 'key'],
] as const;

export const KeyDifference = z.object({
  part: z.string(),
  name: z.string().optional(),
  /** Null: it was not there. Values are hashes but for models, parameters, skills and their code. */
  was: z.string().nullable(),
  is: z.string().nullable(),
});
export type KeyDifference = z.infer<typeof KeyDifference>;

/** The preimage that `stageKey` makes. */
const Preimage = z.object({
  key_v: z.number(),
  org: z.string(),
  stage: z.object({ id: z.string(), code_version: z.string(), kind: z.string() }),
  model: z.object({ class: z.string(), provider: z.string(), model_id: z.string() }),
  prompt_hash: z.string().nullable(),
  tools_hash: z.string().nullable(),
  output_schema_hash: z.string().nullable(),
  policy_hash: z.string().nullable(),
  params: JsonRecord,
  inputs: z.array(z.tuple([z.string(), z.string(), z.string()])),
});
type Preimage = z.infer<typeof Preimage>;

/** What differs between the preimages of two stage keys, each thing once, evidence first; empty when the keys are equal. */
export function whyMiss(was: JsonObject, is: JsonObject): readonly KeyDifference[] {
  const [before, after] = [Preimage.safeParse(was), Preimage.safeParse(is)];
  // A preimage of another making than ours says only that it is another.
  if (!before.success || !after.success || before.data.key_v !== after.data.key_v)
    return canonicalJson(was) === canonicalJson(is) ? [] : [{ part: 'key', was: null, is: null }];
  return once([...inputDifferences(before.data, after.data), ...castDifferences(before.data, after.data)]);
}

/** What differs in all but the inputs. */
function castDifferences(a: Preimage, b: Preimage): KeyDifference[] {
  const model = ({ model: { class: of, provider, model_id: id } }: Preimage): string => `${provider} ${id} (${of})`;
  const code = ({ stage }: Preimage): string => `${stage.kind} ${stage.code_version}`;
  const pairs: readonly (readonly [string, string | null, string | null])[] = [
    ['prompt', a.prompt_hash, b.prompt_hash],
    ['skill', a.stage.id, b.stage.id],
    ['code', code(a), code(b)],
    ['model', model(a), model(b)],
    ['schema', a.output_schema_hash, b.output_schema_hash],
    ['policy', a.policy_hash, b.policy_hash],
    ['tools', a.tools_hash, b.tools_hash],
    ['org', a.org, b.org],
  ];
  const params = [...new Set([...Object.keys(a.params), ...Object.keys(b.params)])].toSorted();
  return [
    ...pairs.map(([part, was, is]): KeyDifference => ({ part, was, is })),
    ...params.map((name): KeyDifference => ({ part: 'params', name, was: textOf(a.params[name]), is: textOf(b.params[name]) })),
  ].filter(({ was, is }) => was !== is);
}

function inputDifferences(a: Preimage, b: Preimage): KeyDifference[] {
  const ports = (of: Preimage) => new Map(of.inputs.map(([port, source, hash]) => [port, { source, hash }]));
  const [before, after] = [ports(a), ports(b)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((port): KeyDifference[] => {
    const [was, is] = [before.get(port), after.get(port)];
    if (was === undefined || is === undefined) {
      const place = port.startsWith('memory:') ? sourceOf(port, port) : { part: 'port', name: port };
      return [{ ...place, was: was?.hash ?? null, is: is?.hash ?? null }];
    }
    if (was.source !== is.source) return [{ part: 'port', name: port, was: was.source, is: is.source }];
    return was.hash === is.hash ? [] : [{ ...sourceOf(is.source, port), was: was.hash, is: is.hash }];
  });
}

/** What an input's source names: `packet.journal` is a slice, `steps.draft.output.notes` what a step gave. Several sources are one port. */
function sourceOf(source: string, port: string): Pick<KeyDifference, 'part' | 'name'> {
  if (source.startsWith('memory:')) return { part: 'memory', name: source.slice('memory:'.length) };
  const roots = new Set(source.split(' ').map(path => path.split('.').slice(0, 2).join('.')));
  const [only, ...others] = roots;
  if (only === undefined || others.length > 0) return { part: 'port', name: port };
  const [root, name] = only.split('.');
  const part = root === 'packet' ? 'slice' : root === 'steps' ? 'upstream' : root === 'context' ? 'context' : 'port';
  return { part, name: part === 'port' ? port : (name ?? port) };
}

function once(differences: readonly KeyDifference[]): KeyDifference[] {
  return [...new Map(differences.map(each => [`${each.part} ${each.name ?? ''}`, each])).values()];
}

const textOf = (value: Json | undefined): string | null => (value === undefined ? null : canonicalJson(value));
