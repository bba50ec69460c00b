import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Json, JsonObject } from '../../base/json.ts';
import { neverHere } from '../../base/never-here.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import type { StepError } from '../../base/step-error.ts';
import type { RunOwnCode } from '../join-skills.ts';
import type { SkillAnswer, Stage } from '../skill.ts';
import { stageMemory } from '../stage-memory.ts';
import { FromSkill, type ToSkill } from './messages.ts';

const SCRIPT = join(import.meta.dirname, 'skill-process.ts');
/** How long reading the module may take. */
const IMPORT_LIMIT_MS = 10_000;
/** Of a skill that nobody gave a time limit. */
const RUN_LIMIT_MS = 120_000;
const MAX_MODEL_CALLS = 50;
const MEMORY_MB = 512;

export interface CodeNeeds {
  /** A Node of version 24 or newer; null where none is known. */
  readonly node: string | null;
  readonly importLimitMs?: number;
}

/** The Node that runs this program; null inside of Electron, whose program starts as no other process (its fuse forbids it) and reads its files from an archive. */
export const nodeProgram = (): string | null => ('electron' in process.versions ? null : process.execPath);

/**
 * Runs the code of a workspace's own skill once, in a process of its own: without files, network, programs, secrets or environment; what it may
 * do is ask the stage's model, read the stage's memory and cite. Whatever goes wrong in it is a sentence about that skill. It is killed with the stage's signal.
 */
export const openOwnCode =
  (needs: CodeNeeds): RunOwnCode =>
  async (code, input, stage) => {
    const ended = await runProcess(needs, { ...code, isToRun: true }, input, stage);
    return ended.ok && ended.value === null
      ? refused(fault(code.skill, 'ended without an answer'))
      : (ended as Result<SkillAnswer, StepError>); // true: null was told apart
  };

/** Reads the module as a run would, and runs nothing; null when it can be run, else why not. */
export async function checkOwnCode(needs: CodeNeeds, code: { readonly file: string; readonly skill: string }): Promise<string | null> {
  const read = await runProcess(needs, { ...code, mayAskModel: false, isToRun: false }, {}, NOBODY);
  return read.ok ? null : read.error.message;
}

const NOBODY: Pick<Stage, 'sources' | 'prompt' | 'signal' | 'model' | 'memory'> = {
  sources: [],
  prompt: '',
  memory: stageMemory([]),
  model: () => Promise.resolve(refused({ class: 'policy', code: 'no_model', message: 'Nobody is asked while code is only read.' })),
};

const fault = (skill: string, what: string): StepError => ({
  class: 'validation',
  code: 'skill_code',
  message: `The code of the skill “${skill}” ${what}.`.slice(0, 2000),
});

interface Code {
  readonly file: string;
  readonly skill: string;
  readonly mayAskModel: boolean;
  readonly isToRun: boolean;
}

async function runProcess(
  { node, importLimitMs = IMPORT_LIMIT_MS }: CodeNeeds,
  code: Code,
  input: JsonObject,
  stage: Pick<Stage, 'sources' | 'prompt' | 'signal' | 'model' | 'memory'>,
): Promise<Result<SkillAnswer | null, StepError>> {
  const { skill } = code;
  if (node === null || !existsSync(SCRIPT))
    return refused(
      fault(
        skill,
        'runs where the engine runs under Node, and the desktop program brings none. Run this flow with “atelier run”, or open the address that “npm start -- --no-window” prints',
      ),
    );
  const folder = dirname(code.file);
  const child = spawn(node, argumentsFor(folder), {
    cwd: folder,
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'json',
  });
  const { promise, resolve: end } = Promise.withResolvers<Result<SkillAnswer | null, StepError>>();
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint = `${complaint}${text}`.slice(-2000)));
  const limit = (ms: number, what: string) => setTimeout(() => end(refused(fault(skill, what))), ms);
  let timer = limit(importLimitMs, `did not finish loading within ${importLimitMs / 1000} seconds. Look what it does outside of run`);
  const stop = () => end(refused({ class: 'cancelled', code: 'cancelled', message: `The skill “${skill}” was stopped.` }));
  stage.signal?.addEventListener('abort', stop, { once: true });
  if (stage.signal?.aborted === true) stop();

  const refusals = new Map<number, StepError>();
  let asked = 0;
  const answer = async (message: Extract<FromSkill, { kind: 'model' }>): Promise<void> => {
    const { call, prompt, input: about, outputSchema } = message;
    asked += 1;
    const given: Result<Json, StepError> = !code.mayAskModel
      ? refused(fault(skill, 'asks a model, but its front matter says “effect: pure”. Say “effect: llm” there'))
      : asked > MAX_MODEL_CALLS
        ? refused(fault(skill, `asked a model more than ${MAX_MODEL_CALLS} times`))
        : await stage.model({ prompt, input: about, ...(outputSchema !== undefined && { outputSchema }) });
    if (!given.ok) refusals.set(call, given.error);
    send(child, { kind: 'answer', call, ok: given.ok, value: given.ok ? given.value : given.error.message });
  };
  const hear = (message: FromSkill): void => {
    switch (message.kind) {
      case 'ready':
        clearTimeout(timer);
        timer = limit(RUN_LIMIT_MS, `did not end within ${RUN_LIMIT_MS / 1000} seconds`);
        if (!code.isToRun) end(ok(null));
        break;
      case 'model':
        void answer(message);
        break;
      case 'recall':
        send(child, { kind: 'answer', call: message.call, ok: true, value: stage.memory.search(message.question, message.limit) });
        break;
      case 'failed': {
        const what = `${message.at === 'import' ? 'cannot be loaded' : 'failed'}: ${oneLine(message.message)}`;
        end(refused((message.call === null ? undefined : refusals.get(message.call)) ?? fault(skill, what)));
        break;
      }
      case 'done':
        end(answered(skill, message, stage));
        break;
      default:
        neverHere(message);
    }
  };
  child.on('message', told => {
    const read = FromSkill.safeParse(told);
    if (read.success) hear(read.data);
    else end(refused(fault(skill, 'gave something that is no JSON value. Return what its output schema says')));
  });
  child.once('error', problem => end(refused(fault(skill, `could not be started: ${oneLine(problem.message)}`))));
  child.once('exit', () => end(refused(fault(skill, `ended by itself${complaint === '' ? '' : `: ${oneLine(lastWords(complaint))}`}`))));
  send(child, {
    kind: 'run',
    ...{
      file: code.file,
      folder,
      input,
      sources: stage.sources,
      prompt: stage.prompt,
      memory: stage.memory.snapshots,
      isToRun: code.isToRun,
    },
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    stage.signal?.removeEventListener('abort', stop);
    child.kill('SIGKILL');
  }
}

/** What may be read is the skill's own folder and the files that this process begins with. */
const argumentsFor = (folder: string): string[] => [
  '--permission',
  `--allow-fs-read=${folder}`,
  `--allow-fs-read=${import.meta.dirname}`,
  '--disallow-code-generation-from-strings',
  '--no-addons',
  '--no-warnings',
  `--max-old-space-size=${MEMORY_MB}`,
  SCRIPT,
];

const send = (child: ChildProcess, message: ToSkill): void => {
  if (child.connected) child.send(message, () => undefined); // a process that is gone is told of by its exit
};

/** Citations are checked against the slices once more: the code that made them is not believed. */
function answered(
  skill: string,
  { output, cited }: Extract<FromSkill, { kind: 'done' }>,
  { sources }: Pick<Stage, 'sources'>,
): Result<SkillAnswer, StepError> {
  const wrong = cited.find(
    ({ slice, start, end, quote }) => sources.find(source => source.slice === slice)?.text.slice(start, end) !== quote,
  );
  if (wrong !== undefined)
    return refused(fault(skill, `cites “${wrong.quote.slice(0, 80)}”, which the slice “${wrong.slice}” does not say there`));
  return ok({ output, citations: cited.length, claims: null, artefact: null });
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '').slice(0, 500);

/** Node ends a complaint with its own version; the line that names the fault comes before. */
const lastWords = (text: string): string => /^(?:\w*Error|FATAL ERROR)\b.*$/m.exec(text)?.[0] ?? text.split('\n')[0] ?? '';
