import type { Figures, FigureGroup } from '../../../engine/questions/observatory.ts';
import { formatCount } from '../../ui/format-count.ts';
import { formatMoney } from '../../ui/format-money.ts';

/** One figure of a chart. */
export interface Measure {
  readonly id: 'cost' | 'tokens' | 'hits' | 'failures' | 'contested';
  readonly title: string;
  /** What it says, in a sentence. */
  readonly sentence: string;
  /** Null: nothing to measure in this group, e.g. no claim was made. */
  readonly of: (figures: Figures) => number | null;
  readonly shown: (value: number) => string;
  /** Highest value of the axis, where it has one of its own. */
  readonly most?: number;
  /** The token of its colour. */
  readonly colour: string;
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const percent = (value: number): string => `${(value * 100).toFixed(value > 0 && value < 0.1 ? 1 : 0)} %`;

/** What the charts show, in their order. */
export const MEASURES: readonly Measure[] = [
  {
    id: 'cost',
    title: 'Cost',
    sentence: 'What answers cost, by the providers’ usage and the price table.',
    of: ({ costMicroUsd }) => costMicroUsd,
    shown: formatMoney,
    colour: 'var(--accent)',
  },
  {
    id: 'tokens',
    title: 'Tokens',
    sentence: 'Tokens read and written by models.',
    of: ({ inputTokens, outputTokens }) => inputTokens + outputTokens,
    shown: formatCount,
    colour: 'var(--product_action)',
  },
  {
    id: 'hits',
    title: 'Served from the cache',
    sentence: 'Share of stages that were answered before and cost nothing.',
    of: ({ hits, stages }) => share(hits, stages),
    shown: percent,
    most: 1,
    colour: 'var(--reused)',
  },
  {
    id: 'failures',
    title: 'Failures',
    sentence: 'Stages that gave no answer.',
    of: ({ failures }) => failures,
    shown: formatCount,
    colour: 'var(--failed)',
  },
  {
    id: 'contested',
    title: 'Contested claims',
    sentence: 'Share of claims for which the evidence holds no passage.',
    of: ({ contested, claims }) => share(contested, claims),
    shown: percent,
    most: 1,
    colour: 'var(--waiting)',
  },
];

/** How flows and skills are called. */
export interface GroupNames {
  readonly flow: (flowId: string) => string;
  readonly skill: (skill: string) => string;
}

/** What a group is called: `21 Nov`, `Onboarding`, `Onboarding, version 3`, `Terra · ground claims`. */
export function groupName(by: FigureGroup, figures: Figures, names: GroupNames): string {
  switch (by) {
    case 'day':
      return figures.day === null ? '–' : DAY.format(new Date(`${figures.day}T12:00:00Z`));
    case 'flow':
      return figures.flowId === null ? 'Unknown flow' : names.flow(figures.flowId);
    case 'version':
      return `${figures.flowId === null ? 'Unknown flow' : names.flow(figures.flowId)}, ${figures.versionNo === null ? 'draft' : `version ${String(figures.versionNo)}`}`;
    case 'skill':
      return figures.skill === null ? '–' : names.skill(figures.skill);
  }
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A bar of a chart: which group, its value in words, and how long it is, of 1. */
export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly words: string;
  /** Null: there was nothing to measure. */
  readonly length: number | null;
}

/** Groups that one chart shows; more stand in the table of a question. */
export const MOST_BARS = 31;

/** The bars of one measure. Days from the first to the last, also those on which nothing ran; others with the longest first. */
export function barsOf(measure: Measure, by: FigureGroup, figures: readonly Figures[], names: GroupNames): readonly Bar[] {
  const shown = by === 'day' ? withEmptyDays(figures) : byValue(figures, measure);
  const values = shown.map(({ figures: group }) => (group === null ? 0 : measure.of(group)));
  const most = measure.most ?? Math.max(...values.map(value => value ?? 0), 0);
  return shown.map(({ day, figures: group }, index) => {
    const value = values[index] ?? null;
    const name = group === null ? DAY.format(new Date(`${day}T12:00:00Z`)) : groupName(by, group, names);
    return {
      key: `${day} ${String(index)}`,
      name,
      words: group === null ? 'nothing ran' : value === null ? 'nothing to measure' : measure.shown(value),
      length: value === null || group === null ? null : most === 0 ? 0 : value / most,
    };
  });
}

interface Group {
  readonly day: string;
  /** Null: a day on which nothing ran. */
  readonly figures: Figures | null;
}

function byValue(figures: readonly Figures[], { of }: Measure): readonly Group[] {
  return figures
    .toSorted((a, b) => (of(b) ?? -1) - (of(a) ?? -1))
    .slice(0, MOST_BARS)
    .map(group => ({ day: '', figures: group }));
}

function withEmptyDays(figures: readonly Figures[]): readonly Group[] {
  const days = new Map(figures.flatMap(group => (group.day === null ? [] : [[group.day, group] as const])));
  const [first, last] = [[...days.keys()].toSorted()[0], [...days.keys()].toSorted().at(-1)];
  if (first === undefined || last === undefined) return [];
  const all: Group[] = [];
  for (let at = Date.parse(last); at >= Date.parse(first) && all.length < MOST_BARS; at -= 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    all.push({ day, figures: days.get(day) ?? null });
  }
  return all.toReversed();
}
