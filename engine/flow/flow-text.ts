import { hashText, type Hash } from '../base/hash.ts';
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { STEP_DEFINITIONS } from '../steps/step-definitions.ts';
import { Flow, Step, SliceContract, Trigger } from './flow.ts';
import { asJson } from './json-changes.ts';

/**
 * A flow as its one file: the same flow always gives the same text, and the text read and written again is the same byte for byte. Fields of the
 * format stand in its own order, places in the order of the steps, layout last; what a person wrote freely (inputs, schemas) keeps its order.
 */
export function flowText(flow: Flow): string {
  const document = asJson(flow);
  const ordered = isJsonObject(document) ? inOrder(document, HEAD) : {};
  const text: JsonObject = {
    ...ordered,
    trigger: objectIn(ordered['trigger'], TRIGGER),
    packet: { slices: mapObject(flow.packet.slices, slice => withoutUsual(objectIn(slice, SLICE))) },
    steps: flow.steps.map(stepJson),
    ...(flow.layout === undefined ? {} : { layout: layoutJson(flow) }),
  };
  return `${JSON.stringify(text, null, 2)}\n`;
}

/** Of the whole document, places and notes too. */
export const documentHash = (flow: Flow): Hash => hashText('atelier/value/v1', flowText(flow));

const HEAD = Object.keys(Flow.shape);
const SLICE = Object.keys(SliceContract.shape);
const TRIGGER = [...new Set(Trigger.options.flatMap(option => Object.keys(option.shape)))];
const STEP = ['id', 'kind', 'title', 'config', 'save', 'next', 'onError', 'retry'];

function stepJson(step: Step): JsonObject {
  const json = asJson(step);
  if (!isJsonObject(json)) return {};
  return { ...inOrder(json, STEP), config: objectIn(json['config'], Object.keys(STEP_DEFINITIONS[step.kind].config.shape)) };
}

function layoutJson({ steps, layout = {} }: Flow): JsonObject {
  const order = [...steps.map(({ id }): string => id), ...Object.keys(layout)];
  const places = objectIn(asJson(layout), order);
  return mapObject(places, place => objectIn(place, ['x', 'y', 'pinned']));
}

/** What holds unless a slice says otherwise need not stand there. */
const withoutUsual = (slice: Json): Json =>
  isJsonObject(slice) ? Object.fromEntries(Object.entries(slice).filter(([key, value]) => USUAL[key] !== value)) : slice;

const USUAL: JsonObject = { required: true, sensitive: false };

const objectIn = (value: Json | object | undefined, keys: readonly string[]): JsonObject =>
  isJsonObject(value) ? inOrder(value, keys) : {};

/** The keys that are there, those named first in their order. */
function inOrder(object: JsonObject, keys: readonly string[]): JsonObject {
  const order = new Set([...keys.filter(key => Object.hasOwn(object, key)), ...Object.keys(object)]);
  return Object.fromEntries([...order].map(key => [key, object[key] ?? null]));
}

const mapObject = (object: object, change: (value: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value as Json)])); // true: parts of a flow are JSON
