import type { JsonObject } from '../../../engine/base/json.ts';
import type { Connection } from '../../bridge/host.ts';
import { actorName } from '../run-details/actor-name.ts';
import type { AnswerField } from './answer-fields.ts';

/** Why a task cannot be answered here and now, as a sentence; null when it can. */
export function whyNotAnswer(given: {
  readonly assignee: string;
  readonly isMine: boolean;
  readonly connection: Connection;
  readonly fields: readonly AnswerField[];
  readonly typed: JsonObject;
}): string | null {
  const { assignee, isMine, connection, fields, typed } = given;
  if (!isMine)
    return `Only ${actorName(assignee)} may answer this; the run waits until somebody does who may. You can hand it to somebody else.`;
  if (connection !== 'open') return 'The engine is not answering right now. What you write is kept; answer as soon as it is back.';
  const missing = fields.filter(({ name, required, initial }) => required && isEmpty(name in typed ? typed[name] : initial));
  if (missing.length === 0) return null;
  const names = missing.map(({ label }) => `“${label}”`);
  return `Fill in ${names.length === 1 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`} first.`;
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';
