import type { SliceName } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { JsonSchema } from '../base/json-schema.ts';
import { neverHere } from '../base/never-here.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { cellsBySchema } from '../packet/cells-by-schema.ts';
import type { SliceSource, SourceOf } from '../packet/slice-source.ts';
import { readCsv } from './read-csv.ts';
import { pointedAt, readDocument, readJsonText } from './read-document.ts';
import { decodeText } from './decode-text.ts';
import { readFiles } from './read-files.ts';
import { readHttp } from './read-http.ts';
import { readPostgres } from './read-postgres.ts';
import { readSqlite } from './read-sqlite.ts';
import { fileOrigin, sized, type SourceReading } from './source-reading.ts';
import type { SourceRoot } from './source-root.ts';

/** All that reading touches. */
export interface SourceNeeds {
  readonly root: SourceRoot;
  /** The secrets that the recipe names and that were found, by reference. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Values of sources that only the workspace knows: outputs of earlier runs. */
  readonly given: Readonly<Record<SliceName, Given>>;
}

/** What an earlier run gave, or a sentence on why there is nothing. */
export type Given = { readonly value: Json; readonly source: string } | { readonly sentence: string };

/** What a source gives, its table cells made numbers where the slice's schema asks for numbers. Refused with a sentence. */
export async function readSource(
  name: SliceName,
  source: SliceSource,
  schema: JsonSchema,
  needs: SourceNeeds,
): Promise<Result<SourceReading, string>> {
  const read = await readBySource(name, source, schema['type'] === 'string', needs);
  if (!read.ok) return refused(withoutSecrets(read.error, needs.secrets));
  const isTable = source.from === 'csv' || source.from === 'sqlite' || source.from === 'postgres';
  return isTable ? ok({ ...read.value, value: cellsBySchema(schema, read.value.value) }) : read;
}

function readBySource(
  name: SliceName,
  source: SliceSource,
  wantsText: boolean,
  needs: SourceNeeds,
): Promise<Result<SourceReading, string>> {
  switch (source.from) {
    case 'pasted':
      return Promise.resolve(readPasted(source.value));
    case 'file':
      return readFile(source, wantsText, needs.root);
    case 'files':
      return readFiles(source, needs.root);
    case 'csv':
      return readCsv(source, needs.root);
    case 'json':
      return readJson(source, needs.root);
    case 'sqlite':
      return readSqlite(source, needs.root);
    case 'postgres':
      return readPostgres(source, needs.secrets);
    case 'http':
      return readHttp(source, wantsText, needs.secrets);
    case 'run':
      return Promise.resolve(readGiven(source, needs.given[name]));
    default:
      return neverHere(source);
  }
}

function readPasted(value: Json): Result<SourceReading, string> {
  return sized(value, { from: 'pasted', source: 'pasted', notes: [] });
}

async function readFile(
  { path, as, encoding }: SourceOf<'file'>,
  wantsText: boolean,
  root: SourceRoot,
): Promise<Result<SourceReading, string>> {
  const file = await root.read(path);
  if (!file.ok) return file;
  const read = await readDocument(path, file.value.content, { as, encoding, wantsText });
  if (!read.ok) return refused(`${path} cannot be read: ${read.error}`);
  return ok({ value: read.value.value, origin: fileOrigin('file', file.value, read.value.notes) });
}

async function readJson({ path, pointer, encoding }: SourceOf<'json'>, root: SourceRoot): Promise<Result<SourceReading, string>> {
  const file = await root.read(path);
  if (!file.ok) return file;
  const text = decodeText(file.value.content, encoding);
  const read = text.ok ? readJsonText(text.value.text) : text;
  const value = read.ok ? pointedAt(read.value.value, pointer) : read;
  if (!text.ok || !value.ok) return refused(`${path} cannot be read: ${text.ok ? (value.ok ? '' : value.error) : text.error}`);
  return ok({ value: value.value, origin: fileOrigin('json', file.value, text.value.notes) });
}

function readGiven({ pointer }: SourceOf<'run'>, given: Given | undefined): Result<SourceReading, string> {
  if (given === undefined) return refused('Earlier runs are known only inside a workspace. Build this recipe there.');
  if ('sentence' in given) return refused(given.sentence);
  const value = pointedAt(given.value, pointer);
  if (!value.ok) return refused(`The output of ${given.source} cannot be used: ${value.error}`);
  return sized(value.value, { from: 'run', source: given.source, notes: [] });
}

/** Whatever a driver or a server says, no secret is told on. */
function withoutSecrets(sentence: string, secrets: Readonly<Record<string, string>>): string {
  let told = sentence;
  for (const secret of Object.values(secrets)) if (secret.length > 3) told = told.replaceAll(secret, '(secret)');
  return told;
}
