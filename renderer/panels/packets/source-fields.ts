import type { JsonObject } from '../../../engine/base/json.ts';
import { ReadAs, TableShape, TextEncoding, type SourceKind } from '../../../engine/packet/slice-source.ts';
import type { FieldShape, FormField } from '../inspector/form-shape.ts';

/** A kind of source as the form shows it. */
export interface SourceForm {
  readonly kind: SourceKind;
  readonly title: string;
  /** What it does, in a sentence. */
  readonly sentence: string;
  readonly fields: readonly FormField[];
  /** What a new source of this kind begins with. */
  readonly initial: JsonObject;
}

const TEXT: FieldShape = { kind: 'text', long: false, maxLength: null };
const LONG: FieldShape = { kind: 'text', long: true, maxLength: null };
const choice = (options: readonly string[]): FieldShape => ({ kind: 'choice', options });

const field = (name: string, title: string, description: string | null, shape: FieldShape = TEXT, required = false): FormField => ({
  name,
  title,
  description,
  required,
  templated: false,
  shape,
});

const PATH = field('path', 'File', 'In the workspace’s folder, e.g. sources/notes.pdf', TEXT, true);
const AS = field('as', 'Read it as', 'Goes by the file itself, unless you choose.', choice(ReadAs.options));
const ENCODING = field('encoding', 'Encoding', 'Goes by the bytes, unless you choose.', choice(TextEncoding.options));
const POINTER = field('pointer', 'Only this part', 'A JSON Pointer, e.g. /clients/0/name');
const TIMEOUT = field('timeoutMs', 'Wait at most', null, { kind: 'number', whole: true, unit: 'ms', min: 100, max: 300_000 });
const SHAPE = field('shape', 'Take', 'All rows, the first row, one column, or one value.', choice(TableShape.options));

/** Every kind, the most used first. */
export const SOURCE_FORMS: readonly SourceForm[] = [
  {
    kind: 'pasted',
    title: 'Written here',
    sentence: 'What you write or paste is the slice.',
    fields: [field('value', 'Text', null, LONG, true)],
    initial: { value: '' },
  },
  {
    kind: 'file',
    title: 'A file',
    sentence: 'One document: text, Markdown, PDF, Word, HTML, JSON or CSV.',
    fields: [PATH, AS, ENCODING],
    initial: { path: '' },
  },
  {
    kind: 'files',
    title: 'Several files',
    sentence: 'All files that fit a pattern, in the order of their names.',
    fields: [
      field('glob', 'Pattern', 'E.g. sources/**/*.md: * within a folder, ** over folders.', TEXT, true),
      field('combine', 'Make of them', 'One text, or a list of path and text.', choice(['text', 'list'])),
      AS,
      ENCODING,
    ],
    initial: { glob: '' },
  },
  {
    kind: 'csv',
    title: 'A table (CSV)',
    sentence: 'Rows of a CSV file as records, or the values of one column.',
    fields: [
      PATH,
      field('column', 'Only this column', null),
      field('where', 'Only rows where', 'Column, and the text it holds.', {
        kind: 'group',
        fields: [field('column', 'Column', null, TEXT, true), field('equals', 'Holds', null, TEXT, true)],
      }),
      field('take', 'Take', 'All that fit, or the first.', choice(['all', 'first'])),
      field('delimiter', 'Separator', 'The first lines show it, unless you choose.', choice([',', ';', '\t', '|'])),
      ENCODING,
    ],
    initial: { path: '' },
  },
  {
    kind: 'json',
    title: 'A JSON file',
    sentence: 'A JSON file, or a part of it.',
    fields: [PATH, POINTER, ENCODING],
    initial: { path: '' },
  },
  {
    kind: 'sqlite',
    title: 'A SQLite database',
    sentence: 'The rows of one SELECT. The database is only read.',
    fields: [
      field('path', 'Database', 'A file in the workspace’s folder.', TEXT, true),
      field('query', 'Query', 'One SELECT; :name stands for a value.', LONG, true),
      field('values', 'Values', 'As JSON, by name: {"client": "Ana"}', { kind: 'json' }),
      SHAPE,
      TIMEOUT,
    ],
    initial: { path: '', query: '' },
  },
  {
    kind: 'postgres',
    title: 'A PostgreSQL database',
    sentence: 'The rows of one SELECT, in a transaction that only reads.',
    fields: [
      field('urlRef', 'Secret with the address', 'A reference such as env:CRM_URL, never the address itself.', TEXT, true),
      field('query', 'Query', 'One SELECT; $1 stands for the first value.', LONG, true),
      field('values', 'Values', 'As JSON, in their order: ["Ana"]', { kind: 'json' }),
      SHAPE,
      TIMEOUT,
    ],
    initial: { urlRef: '', query: '' },
  },
  {
    kind: 'http',
    title: 'A web address',
    sentence: 'What a GET of this address answers.',
    fields: [
      field('url', 'Address', 'http or https, without a key in it.', TEXT, true),
      field('token', 'Token', 'Sent as a header; the secret is named, never written here.', {
        kind: 'group',
        fields: [
          field('secretRef', 'Secret', 'A reference such as env:CRM_TOKEN', TEXT, true),
          field('header', 'Header', 'authorization, unless you say otherwise'),
          field('prefix', 'Before the token', 'Bearer, unless you say otherwise'),
        ],
      }),
      POINTER,
      AS,
      ENCODING,
      TIMEOUT,
    ],
    initial: { url: '' },
  },
  {
    kind: 'run',
    title: 'An earlier run',
    sentence: 'What a step of another flow gave: in its latest run that succeeded, or in one you name.',
    fields: [
      field('flowId', 'Flow', 'Its id.', TEXT, true),
      field('stepId', 'Step', 'Its id.', TEXT, true),
      field('runId', 'Run', 'Empty: the latest that succeeded.'),
      POINTER,
    ],
    initial: { flowId: '', stepId: '' },
  },
];

export const sourceForm = (from: unknown): SourceForm | undefined => SOURCE_FORMS.find(form => form.kind === from);
