const LOCALE = 'en-GB';
const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;

/** Now, and the zone a person lives in; without a zone, the machine's. */
export interface DateFrame {
  readonly nowUs: number;
  readonly timeZone?: string;
}

/** When, as one says it: `just now`, `4 min ago`, `today 11:02`, `yesterday 14:02`, `Tuesday 14:02`, `3 Nov 14:02`, `3 Nov 2025`. Microseconds in. */
export function formatDate(atUs: number | null | undefined, frame: DateFrame): string {
  if (!isInstant(atUs)) return '–';
  const ago = frame.nowUs - atUs;
  // Clocks of two processes are never quite the same: a moment ahead is now.
  if (Math.abs(ago) < MINUTE) return 'just now';
  if (ago >= 0 && ago < HOUR) return `${Math.floor(ago / MINUTE)} min ago`;
  const days = dayNumber(frame.nowUs, frame) - dayNumber(atUs, frame);
  if (days === 0) return `today ${formatTime(atUs, frame)}`;
  if (days === 1) return `yesterday ${formatTime(atUs, frame)}`;
  if (days === -1) return `tomorrow ${formatTime(atUs, frame)}`;
  if (days > 1 && days < 7) return `${write(atUs, frame, { weekday: 'long' })} ${formatTime(atUs, frame)}`;
  const sameYear = write(atUs, frame, { year: 'numeric' }) === write(frame.nowUs, frame, { year: 'numeric' });
  if (sameYear) return `${write(atUs, frame, { day: 'numeric', month: 'short' })} ${formatTime(atUs, frame)}`;
  return write(atUs, frame, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** The clock's face: `14:02`. */
export const formatTime = (atUs: number | null | undefined, frame: DateFrame): string =>
  isInstant(atUs) ? write(atUs, frame, { hour: '2-digit', minute: '2-digit', hour12: false }) : '–';

/** The clock's face with its seconds: `14:02:11`. */
export const formatClock = (atUs: number | null | undefined, frame: Omit<DateFrame, 'nowUs'> = {}): string =>
  isInstant(atUs) ? write(atUs, frame, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }) : '–';

/** Everything, for a tooltip: `Tuesday, 3 November 2026 at 14:02:11`. */
export const formatInstant = (atUs: number | null | undefined, frame: Omit<DateFrame, 'nowUs'> = {}): string =>
  isInstant(atUs)
    ? write(atUs, frame, {
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hour12: false,
      })
    : '–';

/** A run as one refers to it in a sentence: `the run of 11:02`, `yesterday's run`, `the run of Tuesday 14:02`. */
export function runOf(atUs: number, frame: DateFrame): string {
  const days = dayNumber(frame.nowUs, frame) - dayNumber(atUs, frame);
  if (days === 0) return `the run of ${formatTime(atUs, frame)}`;
  if (days === 1) return 'yesterday’s run';
  return `the run of ${formatDate(atUs, frame)}`;
}

// Instants beyond what a Date holds come from hostile files only.
const isInstant = (atUs: number | null | undefined): atUs is number =>
  atUs !== null && atUs !== undefined && Number.isFinite(atUs) && Math.abs(atUs) < 8.64e18;

const write = (atUs: number, { timeZone }: { readonly timeZone?: string }, options: Intl.DateTimeFormatOptions): string =>
  formatterOf(LOCALE, timeZone === undefined ? options : { ...options, timeZone }).format(atUs / 1000);

/** Making one takes 0.3 ms, and lists write hundreds of dates. Of a machine that travels: another offset from UTC, another formatter. */
function formatterOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${String(new Date().getTimezoneOffset())} ${JSON.stringify(options)}`;
  const made = FORMATTERS.get(key) ?? new Intl.DateTimeFormat(locale, options);
  FORMATTERS.set(key, made);
  return made;
}

const FORMATTERS = new Map<string, Intl.DateTimeFormat>();

/** Days since the epoch on the person's own calendar. */
function dayNumber(atUs: number, { timeZone }: { readonly timeZone?: string }): number {
  const date = formatterOf('en-CA', timeZone === undefined ? {} : { timeZone }).format(atUs / 1000);
  return Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
}
