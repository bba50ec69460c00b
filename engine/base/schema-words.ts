type Rule = readonly [message: RegExp, sentence: (...parts: readonly string[]) => string];

/**
 * What the validator says of a value, in words for the person who fills in the form. The figures stand in its message alone, so that is read; a
 * message of a keyword that has no words here is given as it is.
 */
export function schemaSentence(keyword: string, message: string): string {
  for (const [form, sentence] of RULES[keyword] ?? []) {
    const found = form.exec(message);
    if (found !== null) return sentence(...found.slice(1));
  }
  return message;
}

const FITS_NONE = 'This fits none of the forms that are asked for.';

const MISSES: readonly Rule[] = [
  [
    /^Instance has "(.*)" but does not have "(.*)"\.$/s,
    (has = '', misses = '') => `Where “${has}” is given, “${misses}” must be given too.`,
  ],
];

/** By keyword; of several forms of a message the first that fits. */
const RULES: Readonly<Record<string, readonly Rule[]>> = {
  type: [
    [
      /^Instance type "(.*)" is invalid\. Expected "(.*)"\.$/s,
      (is = '', asked = '') => `This is ${typeWords(is)}; ${listed(asked.split('", "').map(typeWords))} is asked for.`,
    ],
  ],
  required: [[/required property "(.*)"\.$/s, (name = '') => `“${name}” is missing.`]],
  false: [[/^/, () => 'Nothing of this name is asked for here. Take it out, or look at how it is spelled.']],
  enum: [[/any of \[(.*)\]\.$/s, (choices = '') => `This must be one of ${cut(choices.replaceAll('","', '", "'))}.`]],
  const: [[/^Instance does not match (.*)\.$/s, (constant = '') => `This must be ${cut(constant)}.`]],
  minLength: [
    [/\(0 < 1\)\.$/, () => 'This is empty. Write something here.'],
    [/\((\d+) < (\d+)\)\.$/, (is, least) => `This has ${counted(is, 'character')}; at least ${least} are asked for.`],
  ],
  maxLength: [[/\((\d+) > (\d+)\)\.$/, (is, most) => `This has ${counted(is, 'character')}; at most ${most} are taken.`]],
  format: [
    [/format "pattern (.*)"\.$/s, (pattern = '') => `This is not written in the form that is asked for, ${pattern}`],
    [/format "(.*)"\.$/, (format = '') => `This is not ${FORMATS[format] ?? `written as a ${format}`}.`],
  ],
  minItems: [
    [/\(0 < (\d+)\)\.$/, least => `This list is empty; at least ${counted(least, 'entry')} ${least === '1' ? 'is' : 'are'} asked for.`],
    [/\((\d+) < (\d+)\)\.$/, (is, least) => `This list has ${counted(is, 'entry')}; at least ${least} are asked for.`],
  ],
  maxItems: [[/\((\d+) > (\d+)\)\.$/, (is, most) => `This list has ${counted(is, 'entry')}; at most ${most} are taken.`]],
  uniqueItems: [[/(\d+) and (\d+)\.$/, (a, b) => `Entries ${place(a)} and ${place(b)} are the same; each may stand here once.`]],
  minimum: [[/ (\S+)\.$/, bound => `This must be ${bound} or more.`]],
  maximum: [[/ (\S+)\.$/, bound => `This must be ${bound} or less.`]],
  exclusiveMinimum: [[/ (\S+)\.$/, bound => `This must be more than ${bound}.`]],
  exclusiveMaximum: [[/ (\S+)\.$/, bound => `This must be less than ${bound}.`]],
  multipleOf: [[/ (\S+)\.$/, of => `This must be a multiple of ${of}.`]],
  minProperties: [[/(\d+) properties\.$/, least => `At least ${counted(least, 'field')} must be given here.`]],
  maxProperties: [[/(\d+) properties\.$/, most => `At most ${counted(most, 'field')} may be given here.`]],
  dependentRequired: MISSES,
  dependencies: MISSES,
  propertyNames: [[/^Property name "(.*)" does not/s, (name = '') => `“${name}” is not a name that is taken here.`]],
  anyOf: [[/^/, () => FITS_NONE]],
  oneOf: [
    [/\(0 matches\)\.$/, () => FITS_NONE],
    [/\((\d+) matches\)\.$/, n => `This fits ${n} of the forms that are asked for, and must fit one.`],
  ],
  if: [[/^/, () => 'This does not go together with what else is given here.']],
  not: [[/^/, () => 'This is what must not stand here.']],
  contains: [[/^Array does not contain/, () => 'No entry of this list is of the form that is asked for.']],
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a set of fields',
  null: 'nothing',
};
const typeWords = (type: string): string => TYPES[type] ?? type;

/** What a text of the format is, after “This is not”. */
const FORMATS: Readonly<Record<string, string>> = {
  date: 'a date, as in 2026-05-31',
  time: 'a time with its zone, as in 14:30:00Z',
  'date-time': 'a date with a time and its zone, as in 2026-05-31T14:30:00Z',
  duration: 'a length of time, as in P3D or PT2H',
  email: 'an e-mail address',
  uri: 'a web address, as in https://example.org',
  'uri-reference': 'a web address or a path',
  hostname: 'the name of a computer on the network, as in example.org',
  ipv4: 'a network address, as in 192.0.2.1',
  ipv6: 'a network address, as in 2001:db8::1',
  uuid: 'a UUID, as in 123e4567-e89b-42d3-a456-426614174000',
  regex: 'a regular expression',
  'json-pointer': 'a JSON pointer, as in /notes/0',
};

const MOST_CHARS = 300;
const cut = (text: string): string => (text.length <= MOST_CHARS ? text : `${text.slice(0, MOST_CHARS)}…`);
const place = (index: string | undefined): string => String(Number(index) + 1);
const listed = (words: readonly string[]): string => words.join(words.length > 2 ? ', ' : ' or ').replace(/, ([^,]*)$/, ' or $1');
const counted = (count: string | undefined, word: 'character' | 'entry' | 'field'): string =>
  `${String(count)} ${count === '1' ? word : word === 'entry' ? 'entries' : `${word}s`}`;
