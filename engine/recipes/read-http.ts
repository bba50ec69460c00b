import { ok, refused, type Result } from '../base/result.ts';
import { MAX_SLICE_BYTES } from '../packet/packet.ts';
import type { ReadAs, SourceOf } from '../packet/slice-source.ts';
import { pointedAt, readDocument } from './read-document.ts';
import type { SourceReading } from './source-reading.ts';

const USUAL_TIMEOUT_MS = 30_000;
const MAX_REDIRECTS = 5;

/** What a GET answers, within size and time. A token goes only to the place that the recipe names, and never on to where that redirects. */
export async function readHttp(
  source: SourceOf<'http'>,
  wantsText: boolean,
  secrets: Readonly<Record<string, string>>,
): Promise<Result<SourceReading, string>> {
  const { url, token, as, encoding, pointer, timeoutMs = USUAL_TIMEOUT_MS } = source;
  const secret = token === undefined ? undefined : secrets[token.secretRef];
  if (token !== undefined && secret === undefined)
    return refused(`${url}: there is no secret ${token.secretRef}. Set it where secrets are kept, and build again.`);
  const headers: Record<string, string> =
    token === undefined || secret === undefined ? {} : { [token.header ?? 'authorization']: `${token.prefix ?? 'Bearer '}${secret}` };
  try {
    const answer = await fetched(new URL(url), headers, AbortSignal.timeout(timeoutMs));
    if (!answer.ok) return refused(`${url}: ${answer.error}`);
    const { bytes, contentType, finalUrl } = answer.value;
    const read = await readDocument(nameOf(finalUrl, contentType), bytes, {
      as: as ?? kindOf(contentType),
      encoding: encoding ?? charsetOf(contentType),
      wantsText: wantsText && pointer === undefined,
    });
    const value = read.ok ? pointedAt(read.value.value, pointer) : read;
    if (!read.ok || !value.ok)
      return refused(`What ${url} answers cannot be used: ${read.ok ? (value.ok ? '' : value.error) : read.error}`);
    const moved = finalUrl.href === new URL(url).href ? [] : [`It was redirected to ${finalUrl.origin}${finalUrl.pathname}.`];
    return ok({
      value: value.value,
      origin: { from: 'http', source: url, sourceBytes: bytes.length, notes: [...moved, ...read.value.notes] },
    });
  } catch (error) {
    return refused(`${url}: ${faultOf(error, timeoutMs)}`);
  }
}

interface Answer {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly finalUrl: URL;
}

async function fetched(first: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Result<Answer, string>> {
  let url = first;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const own = url.origin === first.origin ? headers : {};
    const response = await fetch(url, { headers: { accept: '*/*', 'user-agent': 'Atelier-Studio', ...own }, redirect: 'manual', signal });
    const next = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (next === null) return bodyOf(response, url);
    await response.body?.cancel();
    const target = URL.parse(next, url);
    if (target === null || (target.protocol !== 'http:' && target.protocol !== 'https:'))
      return refused('the server redirects to an address that cannot be read. Name the right one.');
    if (url.protocol === 'https:' && target.protocol === 'http:')
      return refused('the server redirects from https to http, where anybody can read along. Name another address.');
    url = target;
  }
  return refused('the server redirects without end. Name the address where the document is.');
}

async function bodyOf(response: Response, finalUrl: URL): Promise<Result<Answer, string>> {
  if (!response.ok) {
    await response.body?.cancel();
    return refused(statusSentence(response.status));
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Counted as unpacked: a small answer may swell.
    if (size > MAX_SLICE_BYTES) return refused('the answer is larger than 32 MB. Ask for less.');
    chunks.push(chunk);
  }
  return ok({ bytes: Buffer.concat(chunks), contentType: response.headers.get('content-type') ?? '', finalUrl });
}

function statusSentence(status: number): string {
  if (status === 401 || status === 403) return `the server refused (${String(status)}). Look at the token that the recipe names.`;
  if (status === 404 || status === 410) return `there is nothing at this address (${String(status)}). Correct it.`;
  if (status === 429) return 'the server has been asked too often (429). Build again later.';
  return `the server answered with ${String(status)} and no document. Build again later, or correct the address.`;
}

function kindOf(contentType: string): ReadAs {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  return type === 'text/html' || type === 'application/xhtml+xml' ? 'html' : 'auto';
}

function charsetOf(contentType: string): 'windows-1252' | 'auto' {
  const charset = /charset="?([^";\s]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? '';
  return ['iso-8859-1', 'latin1', 'windows-1252', 'cp1252'].includes(charset) ? 'windows-1252' : 'auto';
}

/** What kind of document it is goes by the ending, so an answer gets the one that its type means. */
function nameOf(url: URL, contentType: string): string {
  if (/^(?:application\/json|[^;]*\+json)\b/i.test(contentType)) return 'answer.json';
  if (/^text\/csv\b/i.test(contentType)) return 'answer.csv';
  return url.pathname.split('/').at(-1) ?? '';
}

function faultOf(error: unknown, timeoutMs: number): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError' || name === 'AbortError')
    return `the server took longer than ${String(timeoutMs / 1000)} s. Build again later.`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null;
  const code = cause !== null && 'code' in cause ? String(cause.code) : '';
  if (code.startsWith('CERT_') || code.includes('SELF_SIGNED') || code.startsWith('ERR_TLS') || code.startsWith('UNABLE_TO_'))
    return `the server’s certificate cannot be trusted (${code}).`;
  return `the server cannot be reached${code === '' ? '' : ` (${code})`}. Look at the address and the network.`;
}
