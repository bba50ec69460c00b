import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { SECURITY_HEADERS } from '../engine/host/security-headers.ts';
import { isOurPage } from './page-address.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** Answers requests for the window's own files out of `folder`, under the content security policy; 404 for whatever is not in it. */
export function windowFiles(folder: string): (request: Pick<Request, 'url' | 'method'>) => Promise<Response> {
  return async ({ url, method }) => {
    const file = method === 'GET' || method === 'HEAD' ? fileAt(folder, url) : null;
    const bytes = file === null ? null : await readFile(file).catch(() => null);
    if (file === null || bytes === null) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
    const type = CONTENT_TYPES[extname(file)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(bytes), { headers: { ...SECURITY_HEADERS, 'Content-Type': type, 'Cache-Control': 'no-cache' } });
  };
}

function fileAt(folder: string, address: string): string | null {
  if (!isOurPage(address)) return null;
  const path = decoded(new URL(address).pathname);
  if (path === null || path.includes('\0')) return null;
  const file = join(folder, path === '/' ? 'index.html' : path);
  return file.startsWith(folder + sep) ? file : null;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
