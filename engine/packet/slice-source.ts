import { z } from 'zod';
import { FlowId, RunId, StepId } from '../base/ids.ts';
import { JsonValue } from '../base/json.ts';
import { SECRET_REF } from '../base/secrets.ts';
import { isSourceGlob, isSourcePath } from './source-path.ts';

/** What a document is read as; `auto` goes by its first bytes and its ending. `markdown` keeps the text as it is written. */
export const ReadAs = z.enum(['auto', 'text', 'markdown', 'html', 'pdf', 'docx', 'json', 'csv']);
export type ReadAs = z.infer<typeof ReadAs>;

/** How a text's bytes are read; `auto` goes by the byte order mark, then by what the bytes can be, and tells what it took. */
export const TextEncoding = z.enum(['auto', 'utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1']);
export type TextEncoding = z.infer<typeof TextEncoding>;

/** What a table becomes: all rows as objects by column, its first row, the values of its first column, or the one value of its first row. */
export const TableShape = z.enum(['rows', 'row', 'column', 'value']);
export type TableShape = z.infer<typeof TableShape>;

const SourcePath = z
  .string()
  .min(1)
  .max(1000)
  .refine(isSourcePath, 'a path is relative to the workspace and stays inside it, e.g. sources/notes.pdf');
const SourceGlob = z
  .string()
  .min(1)
  .max(1000)
  .refine(isSourceGlob, 'a pattern is relative to the workspace and stays inside it, e.g. sources/**/*.md');
const SecretRef = z.string().regex(SECRET_REF, 'a secret is named by reference, e.g. env:CRM_TOKEN, and never written here');
const Pointer = z
  .string()
  .max(2000)
  .regex(/^(?:\/(?:[^~]|~[01])*)?$/, 'a JSON Pointer begins with /, e.g. /clients/0/name');
const Query = z.string().min(1).max(20_000);
const QueryValue = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]);
const TimeoutMs = z.int().min(100).max(300_000);

/** `http(s)://host[:port][/path][?query]`: no user, no password, no fragment. */
const PLAIN_URL = /^https?:\/\/(?:\[[0-9a-f:.]+\]|[^\s/?#@[\]\\]+)(?:[/?][^\s#\\]*)?$/i;
/** Names of query parameters that carry secrets. */
const SECRET_PARAMETER = /[?&](?:[^=&]*[_.-])?(?:key|apikey|token|secret|password|passwd|pwd|sig|signature|auth)=/i;

const PlainUrl = z
  .string()
  .max(4000)
  .regex(PLAIN_URL, 'an address is http or https, without user, password or fragment')
  .refine(url => !SECRET_PARAMETER.test(url), 'an address holds no key or token: name it in token.secretRef and it is sent in a header');

/** Where one slice comes from. Paths are relative to the workspace's folder and never leave it; secrets are named by reference. */
export const SliceSource = z.discriminatedUnion('from', [
  /** Typed or pasted: the slice itself. */
  z.strictObject({ from: z.literal('pasted'), value: JsonValue }),
  z.strictObject({ from: z.literal('file'), path: SourcePath, as: ReadAs.optional(), encoding: TextEncoding.optional() }),
  z.strictObject({
    from: z.literal('files'),
    /** `*` within a folder, `**` over folders, `?`, `[…]`, `{a,b}`; hidden files only where the pattern names them. In the order of their paths. */
    glob: SourceGlob,
    as: ReadAs.optional(),
    encoding: TextEncoding.optional(),
    /** `text` (the usual): one text, each document under its path. `list`: `[{path, text}]`. */
    combine: z.enum(['text', 'list']).optional(),
  }),
  z.strictObject({
    from: z.literal('csv'),
    path: SourcePath,
    /** Without it the one that the first lines show. */
    delimiter: z.enum([',', ';', '\t', '|']).optional(),
    /** Only this column's values; else rows as objects by heading. */
    column: z.string().min(1).max(500).optional(),
    /** Only rows whose column holds this text. */
    where: z.strictObject({ column: z.string().min(1).max(500), equals: z.string().max(10_000) }).optional(),
    /** `all` (the usual) gives a list, `first` one row or value. */
    take: z.enum(['all', 'first']).optional(),
    encoding: TextEncoding.optional(),
  }),
  z.strictObject({ from: z.literal('json'), path: SourcePath, pointer: Pointer.optional(), encoding: TextEncoding.optional() }),
  z.strictObject({
    from: z.literal('sqlite'),
    path: SourcePath,
    /** One SELECT; `:name` stands for a value. */
    query: Query,
    values: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), QueryValue).optional(),
    shape: TableShape.optional(),
    timeoutMs: TimeoutMs.optional(),
  }),
  z.strictObject({
    from: z.literal('postgres'),
    /** The secret is the whole address: `postgres://user:password@host/database`. */
    urlRef: SecretRef,
    /** One SELECT, run in a read-only transaction; `$1` stands for the first value. */
    query: Query,
    values: z.array(QueryValue).max(100).optional(),
    shape: TableShape.optional(),
    timeoutMs: TimeoutMs.optional(),
  }),
  z.strictObject({
    from: z.literal('http'),
    url: PlainUrl,
    /** Sent as `<header>: <prefix><token>`; `authorization: Bearer …` where nothing else is said. */
    token: z
      .strictObject({
        secretRef: SecretRef,
        header: z
          .string()
          .regex(/^(?:authorization|x-[a-z0-9-]{1,62}|api-key|apikey)$/, 'is authorization, api-key or a header that begins with x-')
          .optional(),
        prefix: z
          .string()
          .regex(/^[\x21-\x7e]{0,31} ?$/, 'is a word such as Bearer and a space, or nothing')
          .optional(),
      })
      .optional(),
    as: ReadAs.optional(),
    encoding: TextEncoding.optional(),
    /** Into a JSON answer. */
    pointer: Pointer.optional(),
    timeoutMs: TimeoutMs.optional(),
  }),
  z.strictObject({
    from: z.literal('run'),
    flowId: FlowId,
    stepId: StepId,
    /** Absent: the flow's latest run that succeeded. */
    runId: RunId.optional(),
    /** Into the step's output. */
    pointer: Pointer.optional(),
  }),
]);
export type SliceSource = z.infer<typeof SliceSource>;
export type SourceKind = SliceSource['from'];
export type SourceOf<Kind extends SourceKind> = Extract<SliceSource, { from: Kind }>;
