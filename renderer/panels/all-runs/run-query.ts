import { FlowId } from '../../../engine/base/ids.ts';
import { RUN_STATUSES, type RunStatus } from '../../../engine/trace/run.ts';
import type { RunFilter } from '../../../engine/trace/run-filter.ts';
import { pageTab, type Tab } from '../../state/desk.ts';

/** Which runs a page lists, as a person says it: days, dollars, the beginning of a packet's hash. What is not said is not asked. */
export interface RunQuery {
  readonly flow?: FlowId;
  /** `draft`, or a version's number. */
  readonly version?: string;
  readonly state?: readonly RunStatus[];
  readonly packet?: string;
  /** `2027-03-01`: of that day or later. */
  readonly from?: string;
  /** Of that day or earlier. */
  readonly to?: string;
  /** In US dollars. */
  readonly least?: number;
  readonly most?: number;
  /** A person gave this answer: the id of the outcome. */
  readonly answered?: string;
  /** Drafts' runs that ended more than so many days ago are left out. */
  readonly drafts?: number;
}

export const RUNS_PAGE_ID = 'all-runs';

/** The tab of a list of runs; its filters stand in the window's address: `#/all-runs/flow/pricing/state/failed,halted`. */
export const runsTab = (query: RunQuery): Tab => pageTab(RUNS_PAGE_ID, queryText(query), 'Runs');

/** `flow/pricing/state/failed,halted`; '' asks for all. */
export const queryText = (query: RunQuery): string =>
  KEYS.flatMap(key => {
    const value = query[key];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    return [key, Array.isArray(value) ? value.join(',') : String(value)];
  }).join('/');

/** What a text of an address asks for; parts that mean nothing are passed over. */
export function readQuery(text: string): RunQuery {
  const parts = text.split('/');
  const said = new Map<string, string>();
  for (let at = 0; at + 1 < parts.length; at += 2) said.set(parts[at] ?? '', parts[at + 1] ?? '');
  const flow = FlowId.safeParse(said.get('flow')).data;
  const version = matching(said.get('version'), /^(draft|[1-9]\d{0,8})$/);
  const state = RUN_STATUSES.filter(status => said.get('state')?.split(',').includes(status) === true);
  const packet = matching(said.get('packet'), /^[0-9a-f]{4,64}$/);
  const [from, to] = [matching(said.get('from'), DAY), matching(said.get('to'), DAY)];
  const [least, most, drafts] = [amount(said.get('least')), amount(said.get('most')), amount(said.get('drafts'))];
  const answered = matching(said.get('answered'), /^[a-z][a-z0-9_-]{0,31}$/);
  return {
    ...(flow === undefined ? {} : { flow }),
    ...(version === undefined ? {} : { version }),
    ...(state.length === 0 ? {} : { state }),
    ...(packet === undefined ? {} : { packet }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(least === undefined ? {} : { least }),
    ...(most === undefined ? {} : { most }),
    ...(answered === undefined ? {} : { answered }),
    ...(drafts === undefined || drafts < 1 ? {} : { drafts: Math.floor(drafts) }),
  };
}

/** The same for the engine. `dayUs` gives the first instant of a day of the person's own calendar; `nowUs` is when the page was opened. */
export function filterOf(query: RunQuery, nowUs: number, dayUs: (day: string, after: number) => number | null): RunFilter {
  const { flow, version, state, packet, from, to, least, most, answered, drafts } = query;
  const since = from === undefined ? null : dayUs(from, 0);
  const until = to === undefined ? null : dayUs(to, 1);
  return {
    ...(flow === undefined ? {} : { flowId: flow }),
    ...(version === undefined ? {} : { versionNo: version === 'draft' ? null : Number(version) }),
    ...(state === undefined ? {} : { statuses: [...state] }),
    ...(packet === undefined ? {} : { packet }),
    ...(since === null ? {} : { sinceUs: since }),
    ...(until === null ? {} : { untilUs: until }),
    ...(least === undefined ? {} : { leastMicroUsd: Math.round(least * 1e6) }),
    ...(most === undefined ? {} : { mostMicroUsd: Math.round(most * 1e6) }),
    ...(answered === undefined ? {} : { answered }),
    ...(drafts === undefined ? {} : { draftsSinceUs: Math.max(0, nowUs - drafts * 86_400_000_000) }),
  };
}

/** The instant at which a day begins here, so many days later; null for a day that is none: `2027-02-30`. */
export function dayStartUs(day: string, after: number): number | null {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const at = new Date(year, month - 1, date);
  if (at.getMonth() !== month - 1 || at.getDate() !== date) return null;
  at.setDate(date + after);
  return Math.max(0, at.getTime() * 1000);
}

const KEYS = ['flow', 'version', 'state', 'packet', 'from', 'to', 'least', 'most', 'answered', 'drafts'] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const matching = (text: string | undefined, pattern: RegExp): string | undefined =>
  text !== undefined && pattern.test(text) ? text : undefined;

function amount(text: string | undefined): number | undefined {
  const number = text === undefined || !/^\d{1,9}(\.\d{1,6})?$/.test(text) ? NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}
