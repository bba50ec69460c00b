import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../engine/base/json.ts';

const RESOURCES = join(import.meta.dirname, '../../resources');

/** The shipped documents of one folder, as JSON. */
export const starterDocuments = (folder: 'flows' | 'packets' | 'products'): readonly Json[] =>
  readdirSync(join(RESOURCES, folder))
    .filter(name => name.endsWith('.json'))
    .toSorted()
    .map(name => JSON.parse(readFileSync(join(RESOURCES, folder, name), 'utf8')) as Json); // true: JSON.parse gives JSON
