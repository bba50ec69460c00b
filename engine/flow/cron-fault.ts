interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const FIELDS: readonly CronField[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: MONTHS },
  { name: 'day of the week', min: 0, max: 7, words: DAYS },
];

/** Why a text is no schedule in cron's five fields, as a sentence; null when it is one. */
export function cronFault(cron: string): string | null {
  const parts = cron.trim().split(/\s+/);
  if (parts.length !== FIELDS.length)
    return `A schedule has five fields (minute, hour, day, month, day of the week), e.g. 0 9 * * 1 for Mondays at nine; this has ${parts.length}.`;
  const odd = FIELDS.findIndex((field, index) => !(parts[index] ?? '').split(',').every(range => isRange(range, field)));
  const field = FIELDS[odd];
  if (field === undefined) return null;
  return `“${parts[odd] ?? ''}” is no ${field.name}: write ${field.min} to ${field.max}, * for any, 1-5 for a range, */2 or 0-30/2 for every second.`;
}

function isRange(text: string, field: CronField): boolean {
  const [range = '', step, ...more] = text.split('/');
  if (more.length > 0 || (step !== undefined && !isStep(step, field))) return false;
  if (range === '*') return true;
  const [from, to, ...others] = range.split('-').map(bound => valueOf(bound, field));
  if (others.length > 0 || from === undefined || Number.isNaN(from)) return false;
  // 5/15 means different things to different crons; a range says what is meant.
  if (to === undefined) return step === undefined;
  return !Number.isNaN(to) && from <= to;
}

const isStep = (text: string, { max }: CronField): boolean => /^\d{1,2}$/.test(text) && Number(text) > 0 && Number(text) <= max;

function valueOf(text: string, { min, max, words = [] }: CronField): number {
  const word = words.indexOf(text.toLowerCase());
  const value = word >= 0 ? word + (min === 1 ? 1 : 0) : /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? value : NaN;
}
