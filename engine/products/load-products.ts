import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { seldom } from '../base/seldom.ts';
import type { ProductManifest, Products } from './product.ts';
import { MAX_MANIFEST_BYTES, readManifest } from './read-manifest.ts';

const ENDING = '.product.json';

export interface OpenedProducts extends Products {
  /** What is wrong with files that were left out, as sentences. */
  problems(): readonly string[];
}

/** The manifests `*.product.json` of the folders; of two with one product the later folder's counts. Folders may be missing. Each question reads again what changed. */
export function openProducts(folders: readonly string[], nowMs: () => number): OpenedProducts {
  const known = new Map<string, { stamp: string; read: ProductManifest | string }>();
  const current = seldom((): { manifests: ProductManifest[]; problems: string[] } => {
    const byName = new Map<string, ProductManifest>();
    const problems: string[] = [];
    for (const path of folders.flatMap(manifestsIn)) {
      const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
      if (stat?.isFile() !== true) continue;
      const stamp = `${stat.mtimeNs} ${stat.size}`;
      let entry = known.get(path);
      if (entry?.stamp !== stamp) {
        entry = { stamp, read: stat.size > MAX_MANIFEST_BYTES ? `${path} is larger than 1 MiB and was left out.` : readFile(path) };
        known.set(path, entry);
      }
      if (typeof entry.read === 'string') problems.push(entry.read);
      else byName.set(entry.read.product, entry.read);
    }
    return { manifests: [...byName.values()].sort((a, b) => (a.product < b.product ? -1 : 1)), problems };
  }, nowMs);
  return {
    list: () => current().manifests,
    find: product => current().manifests.find(manifest => manifest.product === product),
    problems: () => current().problems,
  };
}

function manifestsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith(ENDING))
      .sort()
      .map(name => join(folder, name));
  } catch {
    return []; // not there, or not a folder: no products
  }
}

/** The manifest, or what is wrong with the file. */
function readFile(path: string): ProductManifest | string {
  try {
    const read = readManifest(readFileSync(path, 'utf8'));
    return read.ok ? read.value : `${path} is not a product manifest and was left out. ${read.error}`;
  } catch (error) {
    return `${path} could not be read and was left out: ${error instanceof Error ? error.message : String(error)}`;
  }
}
