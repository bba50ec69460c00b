/** Who is asked, for people outside: `Account lead` for `role:account-lead`, `Ana` for `user:ana`; nobody yet is `Nobody yet`. */
export function personWords(assignee: string): string {
  const words = assignee
    .slice(assignee.indexOf(':') + 1)
    .replaceAll(/[._-]+/g, ' ')
    .trim();
  return words === '' ? 'Nobody yet' : capital(words);
}

/** The first letter made a capital one. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** `mission_fit_score` → `mission fit score` */
export const spaced = (name: string): string =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[._-]+/g, ' ')
    .toLowerCase();

const LENGTHS: readonly (readonly [ms: number, one: string, many: string])[] = [
  [604_800_000, 'week', 'weeks'],
  [86_400_000, 'day', 'days'],
  [3_600_000, 'hour', 'hours'],
  [60_000, 'minute', 'minutes'],
];

/** A limit of time in whole words: `2 weeks`, `90 minutes`; below a minute, in seconds. */
export function lengthWords(ms: number): string {
  const [unitMs, one, many] = LENGTHS.find(([size]) => ms >= size && ms % size === 0) ?? [1000, 'second', 'seconds'];
  const count = Math.max(1, Math.round(ms / unitMs));
  return `${String(count)} ${count === 1 ? one : many}`;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** When a schedule of five fields is due, as one says it: `every Monday at 09:00`. What is more involved is `on a schedule of its own`. */
export function scheduleWords(cron: string): string {
  const [minute = '', hour = '', date = '', month = '', weekday = '', ...more] = cron.trim().split(/\s+/);
  const isPlain = /^\d{1,2}$/;
  if (more.length > 0 || month !== '*' || !isPlain.test(minute) || !isPlain.test(hour)) return 'on a schedule of its own';
  const at = `at ${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (date === '*' && weekday === '*') return `every day ${at}`;
  if (date === '*' && (weekday === '1-5' || weekday.toUpperCase() === 'MON-FRI')) return `every weekday ${at}`;
  if (date === '*' && /^[0-7](,[0-7])*$/.test(weekday)) {
    const days = weekday.split(',').map(day => WEEKDAYS[Number(day)] ?? day);
    return `every ${listed(days, 'and')} ${at}`;
  }
  if (weekday === '*' && isPlain.test(date)) return `on day ${date} of each month ${at}`;
  return 'on a schedule of its own';
}

/** `a`, `a and b`, `a, b and c` */
export const listed = (words: readonly string[], last: 'and' | 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
