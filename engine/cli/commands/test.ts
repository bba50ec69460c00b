import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Command } from 'commander';
import { PacketId, slug } from '../../base/ids.ts';
import { ok, refused } from '../../base/result.ts';
import type { Flow } from '../../flow/flow.ts';
import { parseJson } from '../../base/parse-json.ts';
import { flowProblems } from '../../library/check-flow-text.ts';
import { buildPacket } from '../../packet/build-packet.ts';
import { readPacketText } from '../../packet/read-packet-text.ts';
import { pinProblem, type Pins } from '../../runner/pins.ts';
import { casesOf } from '../../test-cases.ts';
import type { CaseToTry } from '../../test-desk.ts';
import { isToBeRunAgain, type TestGrid, type TestLine } from '../../test-set/test-grid.ts';
import { activePins, TestSet } from '../../test-set/test-set.ts';
import type { Workspace } from '../../workspace.ts';
import { CommandEnd } from '../exit.ts';
import { namedDraft } from '../name-flow.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson, printTable } from '../print.ts';
import { readNamedFiles } from '../read-edits.ts';
import { problemLine, readFlow } from '../read-flow.ts';
import { readInput } from '../read-input.ts';

interface TestOptions extends CommandOptions {
  readonly set?: string;
  readonly packet: readonly string[];
  readonly pin: readonly string[];
}

export function addTest(program: Command): void {
  program
    .command('test')
    .description('run a flow as a draft on every packet of its test set, and say which came to what was expected')
    .argument('<flow>', 'a .flow.json file, or the id of a flow in the workspace')
    .option(
      '--set <file>',
      'a test set as JSON, its packets as .packet.json files beside it; else the one that the workspace has of this flow',
    )
    .option('--packet <file>', 'a .packet.json file to try it on, in place of the set’s packets', collect, [])
    .option('--pin <step=file>', 'an output that stands in for the step’s own, besides those of the set', collect, [])
    .option('--workspace <folder>', 'made when missing')
    .option('--json', 'print one JSON document')
    .action(async (name: string, options: TestOptions) => {
      const pinned = await readNamedFiles('--pin', options.pin);
      await withWorkspace(options, 'own', async workspace => {
        const { flow, flowId } = name.endsWith('.json') ? await readFlow(name) : await namedDraft(workspace, name);
        const errors = flowProblems(flow, workspace).filter(({ severity }) => severity === 'error');
        if (errors.length > 0) throw new CommandEnd(1, errors.map(problem => problemLine(name, problem)).join('\n'));
        const testSet = options.set === undefined ? (await workspace.tests.testSet(flowId)).testSet : await readTestSet(options.set);
        const pins: Pins = { ...activePins(testSet), ...pinned };
        const misfit = pinProblem(flow, pins, workspace);
        if (misfit !== null) throw new CommandEnd(2, misfit);
        const cases = await casesFor(workspace, flow, testSet, options);
        const started = await workspace.tests.start({ flowId, flow, versionNo: null, pins, cases, by: workspace.me });
        if (!started.ok) throw new CommandEnd(2, started.error);
        const { testRunId } = started.value;
        await workspace.tests.ended(testRunId);
        const testRun = await workspace.tests.testRun(testRunId);
        const grid = await workspace.tests.grid(testRun ?? started.value, flow, testSet);
        if (options.json === true) printJson(grid);
        else printGrid(grid);
        endAs(grid, options.json === true);
      });
    });
}

const collect = (value: string, earlier: readonly string[]): string[] => [...earlier, value];

async function readTestSet(file: string): Promise<TestSet> {
  const json = parseJson(await readInput(file));
  if (!json.ok) throw new CommandEnd(2, `${file} is not JSON: line ${String(json.error.line)}: ${json.error.message}`);
  const read = TestSet.safeParse(json.value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new CommandEnd(
    2,
    `${file} is not a test set: ${issue === undefined ? 'it does not fit' : `${issue.path.join('.') || 'the file'}: ${issue.message}`}`,
  );
}

/** Named files first, then the files beside a set that is a file, then the packets of the workspace. */
async function casesFor(workspace: Workspace, flow: Flow, testSet: TestSet, { packet, set }: TestOptions): Promise<readonly CaseToTry[]> {
  if (packet.length > 0) return Promise.all(packet.map(file => caseOf(workspace, flow, file)));
  if (set === undefined) return casesOf(workspace, flow, testSet);
  const folder = dirname(set);
  const there = (await readdir(folder)).filter(name => name.endsWith('.packet.json')).sort();
  const missing = Object.keys(testSet.cases).find(packetId => !there.includes(`${packetId}.packet.json`));
  if (missing !== undefined)
    throw new CommandEnd(2, `${set} names the packet ${missing}, and there is no ${missing}.packet.json beside it.`);
  const wanted = there.filter(name => {
    const packetId = packetIdOf(name);
    return Object.hasOwn(testSet.cases, packetId) && testSet.cases[packetId]?.isOut !== true;
  });
  return Promise.all(wanted.map(name => caseOf(workspace, flow, join(folder, name))));
}

async function caseOf({ orgId }: Workspace, flow: Flow, file: string): Promise<CaseToTry> {
  const read = readPacketText(await readInput(file));
  if (!read.ok) throw new CommandEnd(2, `${file}: ${read.error.sentence}`);
  const packet = buildPacket(orgId, flow.packet, read.value);
  return {
    packetId: packetIdOf(file),
    title: read.value.title ?? basename(file),
    packet: packet.ok
      ? ok(packet.value)
      : refused(
          packet.error
            .map(({ slice, path, message }) => `${[slice, path].filter(part => part !== null && part !== '').join(' ')}: ${message}`)
            .join(' '),
        ),
  };
}

const packetIdOf = (file: string): PacketId => {
  const name = basename(file).replace(/(\.packet)?\.json$/, '');
  const packetId = PacketId.safeParse(name);
  return packetId.success ? packetId.data : PacketId.parse(slug(name));
};

function printGrid({ lines, totals }: TestGrid): void {
  printTable(['packet', 'came to', 'as expected', 'ms', 'cost', 'what and why'], lines.map(cells));
  const { met, missed, unjudged, refused: notRun, costMicroUsd } = totals;
  print(
    `${String(met)} as expected, ${String(missed)} not, ${String(unjudged)} without anything expected, ${String(notRun)} not run; $${(costMicroUsd / 1_000_000).toFixed(4)}.`,
  );
}

const cells = ({ packetId, status, isMet, misses, sentence, durationUs, costMicroUsd }: TestLine): readonly unknown[] => [
  packetId,
  status,
  isMet === null ? '' : isMet ? 'yes' : 'no',
  durationUs === null ? null : Math.round(durationUs / 1000),
  `$${(costMicroUsd / 1_000_000).toFixed(4)}`,
  [...misses, sentence].filter(part => part !== '').join(' '),
];

/** 1 when one came to something else, 3 when one waits and nobody expected it to. */
function endAs({ lines }: TestGrid, json: boolean): void {
  const wrong = lines.filter(line => isToBeRunAgain(line) || (line.isMet === null && line.status === 'halted'));
  if (wrong.length > 0) throw new CommandEnd(1, json ? '' : `${wrong.map(({ packetId }) => packetId).join(', ')}: not as it should be.`);
  const waiting = lines.filter(({ isMet, status }) => isMet === null && status === 'waiting');
  if (waiting.length > 0)
    throw new CommandEnd(
      3,
      json ? '' : `${waiting.map(({ packetId }) => packetId).join(', ')}: waiting. Pin the answer, or expect the wait.`,
    );
}
