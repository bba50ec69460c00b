import { z } from 'zod';
import { sha256Hex } from '#sha256';
import { canonicalJson } from './canonical-json.ts';

const FORM = /^sha256:[0-9a-f]{64}$/;
/** A SHA-256 digest written `sha256:<64 hex digits>`. */
export const Hash = z.string().regex(FORM).brand<'Hash'>();
export type Hash = z.infer<typeof Hash>;

export const isHash = (value: unknown): value is Hash => typeof value === 'string' && FORM.test(value);

/** The tags that begin each preimage, so that two kinds of thing never share a hash. */
export type HashTag =
  | 'atelier/flow/v1'
  | 'atelier/slice/v1'
  | 'atelier/packet/v1'
  | 'atelier/stage/v1'
  | 'atelier/value/v1'
  | 'atelier/prompt/v1'
  | 'atelier/schema/v1'
  | 'atelier/policy/v1'
  | 'atelier/trace/v1'
  | 'atelier/ledger/v1'
  | 'atelier/checkpoint/v1'
  | 'atelier/context/v1'
  | 'atelier/memory/v1'
  | 'atelier/memory-row/v1'
  | 'atelier/call/v1';

/** `sha256(tag ‖ NUL ‖ RFC 8785 of value)`. Throws `NotCanonicalError` for what canonical JSON refuses. */
export const hashOf = (tag: HashTag, value: unknown): Hash => hashText(tag, canonicalJson(value));

/** `sha256(tag ‖ NUL ‖ text)`, for text that is canonical already or is not JSON. */
export const hashText = (tag: HashTag, text: string): Hash => `sha256:${sha256Hex(`${tag}\0${text}`)}` as Hash; // true: sha256Hex gives 64 hex digits

/** The eight characters that stand for a hash on a screen. */
export const shortHash = (hash: string): string => hash.replace(/^sha256:/, '').slice(0, 8);
