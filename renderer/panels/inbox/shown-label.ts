import { capital } from '../run-details/actor-name.ts';

/**
 * What an expression shown to a person is called: `Grounded share` for `context.grounded_share`, `Avoids · Soqratic reviews` for
 * `steps.review.output.avoids`; a list that is filtered is called like the list, `has(a) ? a : b` like `a`. Other expressions stand for themselves: null.
 */
export function shownLabel(expression: string, titleOf: (stepId: string) => string): string | null {
  const guarded = /^has\((.+)\)\s*\?\s*(.+?)\s*:/.exec(expression.trim());
  if (guarded !== null && guarded[1] === guarded[2]) return shownLabel(guarded[1] ?? '', titleOf);
  const [path = ''] = expression.trim().split(/\.(?:filter|map)\(/);
  const parts = path.split('.');
  if (!parts.every(part => /^[A-Za-z_]\w*$/.test(part))) return null;
  const [root, name, output] = parts;
  const last = parts.at(-1);
  if (root === undefined || name === undefined || last === undefined) return null;
  if (root === 'steps') return parts.length > 3 && output === 'output' ? `${words(last)} · ${titleOf(name)}` : titleOf(name);
  return root === 'context' || root === 'packet' || root === 'run' ? words(last) : null;
}

const words = (name: string): string => capital(name.replaceAll('_', ' '));
