type Rule = readonly [message: RegExp, sentence: (...parts: readonly string[]) => string];

/**
 * What the validator says of a value, in words for the person who fills in the form. The validator gives a message and the place of the
 * keyword; the message has the figures, so it is read. One that no rule knows is given as it is.
 */
export function schemaSentence(keyword: string, message: string): string {
  const [, bound] = /^\S+ is (?:less|greater) than (\S+)\.$/.exec(message) ?? [];
  if (bound !== undefined && keyword.startsWith('exclusive'))
    return `This must be ${keyword === 'exclusiveMinimum' ? 'more' : 'less'} than ${bound}.`;
  for (const [form, sentence] of RULES) {
    const found = form.exec(message);
    if (found !== null) return sentence(...found.slice(1));
  }
  return message;
}

const RULES: readonly Rule[] = [
  [
    /^Instance type "(.*)" is invalid\. Expected "(.*)"\.$/s,
    (is = '', asked = '') => `This is ${typeWords(is)}; ${listed(asked.split('", "').map(typeWords))} is asked for.`,
  ],
  [/^Instance does not have required property "(.*)"\.$/s, (name = '') => `“${name}” is missing.`],
  [/^False boolean schema\.$/, () => 'Nothing of this name is asked for here. Take it out, or look at how it is spelled.'],
  [/^Instance does not match any of \[(.*)\]\.$/s, (choices = '') => `This must be one of ${cut(choices.replaceAll('","', '", "'))}.`],
  [/^Instance does not match ([^a].*)\.$/s, (constant = '') => `This must be ${cut(constant)}.`],
  [/^String is too short \(0 < 1\)\.$/, () => 'This is empty. Write something here.'],
  [/^String is too short \((\d+) < (\d+)\)\.$/, (is, least) => `This has ${counted(is, 'character')}; at least ${least} are asked for.`],
  [/^String is too long \((\d+) > (\d+)\)\.$/, (is, most) => `This has ${counted(is, 'character')}; at most ${most} are taken.`],
  [/^String does not match format "pattern (.*)"\.$/s, (pattern = '') => `This is not written in the form that is asked for, ${pattern}`],
  [/^String does not match format "(.*)"\.$/, (format = '') => `This is not ${FORMATS[format] ?? `written as a ${format}`}.`],
  [
    /^Array has too few items \(0 < (\d+)\)\.$/,
    least => `This list is empty; at least ${counted(least, 'entry')} ${least === '1' ? 'is' : 'are'} asked for.`,
  ],
  [
    /^Array has too few items \((\d+) < (\d+)\)\.$/,
    (is, least) => `This list has ${counted(is, 'entry')}; at least ${least} are asked for.`,
  ],
  [/^Array has too many items \((\d+) > (\d+)\)\.$/, (is, most) => `This list has ${counted(is, 'entry')}; at most ${most} are taken.`],
  [
    /^Duplicate items at indexes (\d+) and (\d+)\.$/,
    (a, b) => `Entries ${place(a)} and ${place(b)} are the same; each may stand here once.`,
  ],
  [/^(\S+) is less than or equal to {1,2}(\S+)\.$/, (_is, bound) => `This must be more than ${bound}.`],
  [/^(\S+) is greater than or equal to {1,2}(\S+)\.$/, (_is, bound) => `This must be less than ${bound}.`],
  [/^(\S+) is less than {1,2}(\S+)\.$/, (_is, bound) => `This must be ${bound} or more.`],
  [/^(\S+) is greater than {1,2}(\S+)\.$/, (_is, bound) => `This must be ${bound} or less.`],
  [/^(\S+) is not a multiple of (\S+)\.$/, (_is, of) => `This must be a multiple of ${of}.`],
  [/^Instance does not have at least (\d+) properties\.$/, least => `At least ${counted(least, 'field')} must be given here.`],
  [/^Instance does not have at most (\d+) properties\.$/, most => `At most ${counted(most, 'field')} may be given here.`],
  [
    /^Instance has "(.*)" but does not have "(.*)"\.$/s,
    (has = '', misses = '') => `Where “${has}” is given, “${misses}” must be given too.`,
  ],
  [/^Property name "(.*)" does not match schema\.$/s, (name = '') => `“${name}” is not a name that is taken here.`],
  [/^Instance does not match any subschemas\.$/, () => 'This fits none of the forms that are asked for.'],
  [/^Instance does not match exactly one subschema \(0 matches\)\.$/, () => 'This fits none of the forms that are asked for.'],
  [
    /^Instance does not match exactly one subschema \((\d+) matches\)\.$/,
    n => `This fits ${n} of the forms that are asked for, and must fit one.`,
  ],
  [/^Instance matched "not" schema\.$/, () => 'This is what must not stand here.'],
  [/^Array does not contain item matching schema\.$/, () => 'No entry of this list is of the form that is asked for.'],
];

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
