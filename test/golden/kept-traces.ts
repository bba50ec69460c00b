import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTraceRow, type TraceRow } from '../../engine/trace/trace-row.ts';

/**
 * Traces that released engines wrote, kept for good: `<release>/<name>.jsonl` has a row a line, `<name>.fold.json` what that release's engine
 * made of them. A later engine must read them to the same end.
 */
export const GOLDEN_FOLDER = import.meta.dirname;

export interface KeptTrace {
  /** `0.1.0/gate-halts` */
  readonly name: string;
  readonly lines: readonly string[];
  /** The folded run as JSON. */
  readonly fold: unknown;
}

export const rowsOf = ({ lines }: KeptTrace): readonly TraceRow[] => lines.map(line => parseTraceRow(JSON.parse(line)));

export const releases = (): readonly string[] =>
  existsSync(GOLDEN_FOLDER)
    ? readdirSync(GOLDEN_FOLDER, { withFileTypes: true }).flatMap(entry => (entry.isDirectory() ? [entry.name] : []))
    : [];

/** All of one release. */
export function keptTraces(release: string): readonly KeptTrace[] {
  const folder = join(GOLDEN_FOLDER, release);
  return readdirSync(folder)
    .filter(file => file.endsWith('.jsonl'))
    .map(file => file.slice(0, -'.jsonl'.length))
    .map(name => ({
      name: `${release}/${name}`,
      lines: readFileSync(join(folder, `${name}.jsonl`), 'utf8')
        .split('\n')
        .filter(line => line !== ''),
      fold: JSON.parse(readFileSync(join(folder, `${name}.fold.json`), 'utf8')) as unknown,
    }));
}
