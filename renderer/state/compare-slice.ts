import type { LedgerRow } from '../../engine/ledger/ledger-row.ts';
import type { Json } from '../../engine/base/json.ts';
import type { FlowId, PacketId, RunId } from '../../engine/base/ids.ts';
import type { ValueRef } from '../../engine/base/value-ref.ts';
import type { RunPlan } from '../../engine/cache/run-plan.ts';
import type { VersionMatrix } from '../../engine/compare/version-matrix.ts';
import type { RunComparison } from '../../engine/compare/run-comparison.ts';
import { comparisonLink, readSubject, swapped, type Comparison } from '../../engine/contract/comparison-address.ts';
import type { FlowRef } from '../../engine/contract/versions.ts';
import type { FlowDiff } from '../../engine/flow/flow-change.ts';
import { foldRows } from '../../engine/trace/fold-run.ts';
import type { RunSummary } from '../../engine/trace/run-summary.ts';
import type { Run } from '../../engine/trace/run.ts';
import type { TraceRow } from '../../engine/trace/trace-row.ts';
import { comparisonTab } from '../panels/compare/comparison-tab.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import { versionsHtml } from '../panels/compare/versions-html.ts';
import { matrixHtml } from '../panels/compare/matrix-html.ts';
import { comparisonHtml } from '../panels/compare/comparison-html.ts';
import { placeOf } from '../panels/compare/divergence-words.ts';
import { readContents, stepContents } from '../panels/compare/step-contents.ts';
import type { HandedFile, Slice } from './studio.ts';

/** One side of a comparison of runs. */
export interface ComparedRun {
  readonly run: Run;
  readonly rows: readonly TraceRow[];
  readonly ledger: readonly LedgerRow[];
}

/** Two runs side by side, with the rows that the comparison was made from. */
export interface ComparedRuns {
  readonly comparison: RunComparison;
  readonly a: ComparedRun;
  readonly b: ComparedRun;
}

/** A version on a packet: what a run of it would do, and the newest that did it. */
export interface VersionOnPacket {
  readonly plan: RunPlan;
  readonly run: RunSummary | null;
}

/** A value at hand, or why it is not. */
export type WholeValue = { readonly value: Json } | { readonly missing: 'masked' | 'too-large' };

/** What the open comparison shows; what was read of runs and versions is its page's. */
export interface CompareSlice {
  /** The differences of the open comparison in their order, by name. */
  readonly differences: readonly string[];
  /** The one that is looked at. */
  readonly difference: string | null;
  /** Grows when a person asked for a difference: then it comes into view. What is shown at first stays under its head. */
  readonly differenceWish: number;
  readonly onlyDifferences: boolean;
  /** Grows after runs, packets or test sets of the workspace changed, of whatever flow: then what is compared is read again. */
  readonly comparedNews: number;
  /** At most two, in the order in which they were ticked. */
  readonly tickedRuns: readonly RunId[];

  readonly comparedChanged: () => void;
  readonly setDifferences: (differences: readonly string[], first: string | null) => void;
  readonly showDifference: (difference: string | null) => void;
  /** To the next or the one before; stays at either end. */
  readonly moveDifference: (by: 1 | -1) => void;
  readonly setOnlyDifferences: (only: boolean) => void;
  /** A third tick takes the first away. */
  readonly tickRun: (runId: RunId) => void;
  readonly openComparison: (comparison: Comparison) => void;
  /** Shows another comparison in the place of the open one. */
  readonly changeComparison: (comparison: Comparison) => void;
  readonly swapSides: () => void;
  /** Puts the address that leads to it, also from a mail, on the clipboard, and says so. */
  readonly copyComparisonAddress: (comparison: Comparison) => Promise<void>;

  /** Rejects with what the host says, as the next ones do. */
  readonly readComparedRuns: (a: RunId, b: RunId) => Promise<ComparedRuns>;
  readonly readVersionOnPacket: (ref: FlowRef, packetId: PacketId) => Promise<VersionOnPacket>;
  readonly runVersion: (ref: FlowRef, packetId: PacketId) => Promise<RunId>;
  readonly readMatrix: (a: FlowRef, b: FlowRef) => Promise<VersionMatrix>;
  readonly readRunsOf: (flowId: FlowId) => Promise<readonly RunSummary[]>;
  /** What may repeat a sensitive slice is read only when a person asked to see it. */
  readonly readWhole: (ref: ValueRef, masked: 'hidden' | 'shown') => Promise<WholeValue>;
  /** Hands the comparison over as one HTML file that opens anywhere. */
  readonly exportComparison: (runs: ComparedRuns) => Promise<void>;
  /** The same of what one version does otherwise than another. */
  readonly exportVersions: (flowName: string, diff: FlowDiff, names: readonly [string, string]) => void;
  /** The same of two versions on a test set. */
  readonly exportMatrix: (matrix: VersionMatrix, names: readonly [string, string]) => void;
}

const LISTED = 200;
/** Changes of runs come in bursts, one for each step. */
const GATHER_MS = 300;
/** So many differing steps are told in full in an exported comparison; the rest in a line each. */
const TOLD_IN_FULL = 200;
/** Longer values are compared by their hashes alone. */
const WHOLE_CHARS = 1_000_000;

export const compareSlice: Slice<CompareSlice> =
  ({ host, clipboard, handOver, tell, nowUs, later }) =>
  (set, get) => {
    const readRun = async (runId: RunId, visits: number): Promise<ComparedRun> => {
      const stop = new AbortController();
      const rows: TraceRow[] = [];
      let run: Run | null = null;
      try {
        for await (const batch of await host.runs.watch({ runId }, { signal: stop.signal })) {
          rows.push(...batch);
          run = foldRows(run, batch);
          // A run that goes on is followed no further than it was compared.
          if (run.endedAtUs === null && run.visits.length >= visits) break;
        }
      } finally {
        stop.abort();
      }
      if (run === null) throw new Error(`The run ${runId} has no rows.`);
      return { run, rows, ledger: await host.runs.ledger({ runId }) };
    };
    let callOffNews: (() => void) | null = null;
    const openNow = (): Comparison | null => {
      const { tabs, activeTab } = get().desk;
      const tab = tabs.find(one => one.id === activeTab);
      return tab?.kind === 'page' && tab.panelId === 'compare' ? readSubject(tab.subject) : null;
    };
    return {
      differences: [],
      difference: null,
      differenceWish: 0,
      onlyDifferences: true,
      comparedNews: 0,
      tickedRuns: [],
      comparedChanged: () => {
        callOffNews ??= later(GATHER_MS, () => {
          callOffNews = null;
          set({ comparedNews: get().comparedNews + 1 });
        });
      },

      setDifferences: (differences, first) => {
        const { difference } = get();
        set({ differences, difference: difference !== null && differences.includes(difference) ? difference : first, differenceWish: 0 });
      },
      showDifference: difference => set({ difference, differenceWish: get().differenceWish + 1 }),
      moveDifference: by => {
        const { differences, difference } = get();
        const at = difference === null ? -1 : differences.indexOf(difference);
        const next = differences[at === -1 ? (by === 1 ? 0 : differences.length - 1) : at + by];
        if (next !== undefined) get().showDifference(next);
      },
      setOnlyDifferences: onlyDifferences => set({ onlyDifferences }),
      tickRun: runId => {
        const { tickedRuns } = get();
        set({ tickedRuns: tickedRuns.includes(runId) ? tickedRuns.filter(other => other !== runId) : [...tickedRuns, runId].slice(-2) });
      },
      openComparison: comparison => get().openTab(comparisonTab(comparison)),
      changeComparison: comparison => {
        const { desk, replaceTab, openTab } = get();
        if (desk.activeTab !== null && openNow() !== null) replaceTab(desk.activeTab, comparisonTab(comparison));
        else openTab(comparisonTab(comparison));
      },
      swapSides: () => {
        const comparison = openNow();
        if (comparison !== null) get().changeComparison(swapped(comparison));
      },

      copyComparisonAddress: async comparison => {
        const isCopied = await clipboard.write(comparisonLink(comparison));
        tell(
          isCopied
            ? { kind: 'done', sentence: 'The address of this comparison is copied. It opens in Atelier Studio on this workspace.' }
            : { kind: 'trouble', sentence: `The clipboard could not be written. The address is ${comparisonLink(comparison)}` },
        );
      },

      readComparedRuns: async (a, b) => {
        const comparison = await host.runs.compare({ a, b });
        const visits = (side: 'a' | 'b') => comparison.steps.filter(step => step[side] !== null).length;
        const [runA, runB] = await Promise.all([readRun(a, visits('a')), readRun(b, visits('b'))]);
        return { comparison, a: runA, b: runB };
      },
      readVersionOnPacket: async ({ flowId, versionNo }, packetId) => {
        const plan = await host.runs.plan({ flowId, versionNo, packetId, mode: 'draft' });
        const runs = await host.runs.list({ flowId, limit: LISTED });
        const own = runs.filter(run => run.versionHash === plan.versionHash && run.packetHash === plan.packetHash);
        return { plan, run: own.find(run => run.endedAtUs !== null) ?? own[0] ?? null };
      },
      runVersion: async ({ flowId, versionNo }, packetId) => (await host.runs.start({ flowId, versionNo, packetId, mode: 'draft' })).runId,
      readMatrix: (a, b) => host.versions.matrix({ a, b }),
      readRunsOf: flowId => host.runs.list({ flowId, limit: LISTED }),
      readWhole: async (ref, masked) => {
        if (ref.value !== undefined) return { value: ref.value };
        if (ref.masked === true && masked === 'hidden') return { missing: 'masked' };
        if (ref.bytes > WHOLE_CHARS) return { missing: 'too-large' };
        let text = '';
        for (;;) {
          const part = await host.runs.value({ hash: ref.hash, offset: text.length });
          text += part.text;
          if (text.length >= part.totalChars || part.text === '') break;
        }
        return { value: JSON.parse(text) as Json }; // true: values are kept as JSON
      },
      exportVersions: (flowName, diff, names) =>
        handOver(htmlFile(`comparison ${flowName} ${names.join(' ')}.html`, versionsHtml(flowName, diff, names, nowUs()))),
      exportMatrix: (matrix, names) =>
        handOver(htmlFile(`comparison ${matrix.flowNames.b} on the test set.html`, matrixHtml(matrix, names, nowUs()))),
      exportComparison: async runs => {
        const differing = runs.comparison.steps.filter(step => !step.same).slice(0, TOLD_IN_FULL);
        try {
          const contents = await Promise.all(
            differing.map(
              async step => [placeOf(step), await readContents(stepContents(runs, step), ref => get().readWhole(ref, 'hidden'))] as const,
            ),
          );
          const { a, b } = runs.comparison;
          handOver(htmlFile(`comparison ${a.runId} ${b.runId}.html`, comparisonHtml(runs.comparison, new Map(contents), nowUs())));
        } catch (error) {
          tell({ kind: 'trouble', sentence: `The comparison was not exported. ${failureSentence(error)}` });
        }
      },
    };
  };

function htmlFile(name: string, html: string): HandedFile {
  const bytes = new TextEncoder().encode(html);
  const base64 = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
  return { name, mediaType: 'text/html', base64 };
}
