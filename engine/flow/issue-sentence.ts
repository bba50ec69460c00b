import type { z } from 'zod';
import type { Json } from '../base/json.ts';

type Issue = z.core.$ZodIssue;

/** One way in which a file misses the flow's schema, as an operator understands it; `place` names what it is about, e.g. "Step `fit`: config.expression". */
export function issueSentence(issue: Issue, place: string, value: Json | undefined): string {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined ? `${place} is missing.` : `${place} must be ${kindOf(issue.expected)}, not ${shown(value)}.`;
    case 'invalid_value':
      return `${place} must be ${issue.values.map(one => `“${String(one)}”`).join(' or ')}, not ${shown(value)}.`;
    case 'invalid_union':
      return unionSentence(issue, place, value);
    case 'unrecognized_keys':
      return `${place} has ${issue.keys.length === 1 ? 'a field' : 'fields'} that flows do not know: ${issue.keys.slice(0, 5).join(', ')}. Remove ${issue.keys.length === 1 ? 'it' : 'them'}.`;
    case 'invalid_key':
      return `${place}: this name may have letters, digits and _ only, and must not begin with a digit.`;
    case 'too_small':
      return issue.origin === 'string'
        ? `${place} is empty.`
        : `${place} must be at least ${String(issue.minimum)}${unitOf(issue.origin)}.`;
    case 'too_big':
      return `${place} must be at most ${String(issue.maximum)}${unitOf(issue.origin)}.`;
    case 'invalid_format':
      return formatSentence(issue, place, value);
    default:
      return `${place}: ${issue.message}.`;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const kindOf = (expected: string): string => KINDS[expected] ?? expected;

function unionSentence(issue: Extract<Issue, { code: 'invalid_union' }>, place: string, value: Json | undefined): string {
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String).join(', ') : null;
  if (options === null) return `${place}: ${shown(value)} does not fit here.`;
  return value === undefined
    ? `${place} is missing; it is one of ${options}.`
    : `${place} is ${shown(value)}, but must be one of ${options}.`;
}

const NAME = 'letters, digits and _, and it must not begin with a digit';

function formatSentence(issue: Extract<Issue, { code: 'invalid_format' }>, place: string, value: Json | undefined): string {
  if (!issue.message.startsWith('Invalid')) return `${place} is ${shown(value)}. ${issue.message}`;
  const isName = 'pattern' in issue && issue.pattern.endsWith('[A-Za-z_][A-Za-z0-9_]*$/');
  if (isName) return `${place} is ${shown(value)}, but a name has ${NAME}.`;
  return `${place} is ${shown(value)}, which is not written as it should be.`;
}

const unitOf = (origin: string): string => (origin === 'string' ? ' characters long' : origin === 'array' ? ' long' : '');

function shown(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `“${value.length > 40 ? value.slice(0, 40) + '…' : value}”`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
