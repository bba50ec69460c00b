import { hashOf } from '../../engine/base/hash.ts';
import type { JsonObject } from '../../engine/base/json.ts';
import { ok } from '../../engine/base/result.ts';
import type { FlowCatalog } from '../../engine/flow/flow-catalog.ts';
import { PRODUCT_FORMAT, type ProductManifest, type Products } from '../../engine/products/product.ts';
import type { Skill, Skills } from '../../engine/skills/skill.ts';
import { ACTIONS, modelOutput, PRODUCT, SKILLS } from './script.ts';

const INPUT = { type: 'object', required: ['about'], properties: { about: {}, run: { type: 'string' } } };
const OUTPUT = {
  type: 'object',
  required: ['text', 'score', 'n'],
  properties: { text: { type: 'string' }, score: { type: 'number' }, n: { type: 'integer' } },
};

function skill(name: string, more: Partial<Skill>): Skill {
  return {
    name,
    version: '1.0.0',
    title: name,
    description: 'A skill of the simulation.',
    kind: 'coded',
    modelClass: 'drafting',
    effect: 'llm',
    input: INPUT,
    output: OUTPUT,
    prompt: 'Answer.',
    promptHash: hashOf('atelier/prompt/v1', name),
    codeVersion: 'sim-1',
    policyHash: null,
    modelFree: false,
    // The model is told whom it answers for by the prompt: a request carries no name of a skill.
    run: async (input, stage) => {
      const answer = await stage.model({ prompt: name, input });
      if (!answer.ok) return answer;
      const artefact = name === SKILLS.letter ? { title: 'A letter', markdown: `# ${JSON.stringify(answer.value)}\n` } : null;
      return ok({ output: answer.value, citations: 0, claims: null, artefact });
    },
    ...more,
  };
}

const ALL: readonly Skill[] = [
  skill(SKILLS.say, {}),
  skill(SKILLS.flaky, {}),
  skill(SKILLS.stubborn, {}),
  skill(SKILLS.letter, {}),
  skill(SKILLS.count, {
    effect: 'pure',
    modelFree: true,
    run: input => Promise.resolve(ok({ output: modelOutput(SKILLS.count, input), citations: 0, claims: null, artefact: null })),
  }),
];

export const SIM_SKILLS: Skills = { list: () => ALL, find: name => ALL.find(each => each.name === name) };

const PAYLOAD = { type: 'object', required: ['what'], properties: { what: {} } };
const RESPONSE = { type: 'object', required: ['id', 'left'], properties: { id: { type: 'string' }, left: { type: 'integer' } } };
const action = (title: string, effect: 'pure' | 'idempotent' | 'once'): ProductManifest['actions'][string] => ({
  title,
  description: '',
  effect,
  payload: PAYLOAD,
  response: RESPONSE,
  examples: [{ response: { id: 'p0', left: 1 } }],
});

const EVENT_PAYLOAD = { type: 'object', properties: { n: { type: 'integer' }, run: { type: 'string' } } };
export const EVENT_TYPES = ['simshop.alpha', 'simshop.beta'] as const;

const MANIFEST: ProductManifest = {
  format: PRODUCT_FORMAT,
  product: PRODUCT,
  title: 'Shop of the simulation',
  description: '',
  actions: {
    [ACTIONS.look]: action('Look', 'pure'),
    [ACTIONS.reserve]: action('Reserve', 'idempotent'),
    [ACTIONS.bill]: action('Bill', 'once'),
  },
  events: Object.fromEntries(EVENT_TYPES.map(type => [type, { title: type, description: '', payload: EVENT_PAYLOAD, example: { n: 1 } }])),
};

export const SIM_PRODUCTS: Products = { list: () => [MANIFEST], find: product => (product === PRODUCT ? MANIFEST : undefined) };

export const SIM_CATALOG: FlowCatalog = {
  skills: ALL.map(({ name, input, output }) => ({ name, input, output })),
  products: [{ product: PRODUCT, actions: MANIFEST.actions, events: MANIFEST.events }],
};

/** Slices of every packet, and what they may hold. */
export const SLICES: JsonObject = {
  note: { schema: { type: 'string' } },
  score: { schema: { type: 'number' } },
  flag: { schema: { type: 'boolean' } },
  items: { schema: { type: 'array', items: { type: 'integer' } } },
};
