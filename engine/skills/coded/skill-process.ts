/**
 * The process in which the code of one skill runs once. Node's permissions keep it from files, programs and threads; this file keeps it from
 * what they do not cover. Before the skill's module is read, every way to a module but the skill's own folder is closed, and all globals that
 * reach out (network, process, console's streams) are taken away; the one thing handed to the skill is `stage`.
 * It ends with its engine: the channel between them is all that keeps it alive.
 */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { FromSkill, ToSkill } from './messages.ts';

const engine = process;
const ending = engine.exit.bind(engine);
const tell = (message: FromSkill): void => void engine.send?.(message, undefined, undefined, fault => fault !== null && ending(1));
const calls = new Map<number, { resolve(value: unknown): void; reject(fault: Error): void }>();
const cited: { slice: string; start: number; end: number; quote: string }[] = [];
let lastCall = 0;

engine.on('message', message => void hear(message as ToSkill)); // true: the engine that started this process is the one at the other end
engine.on('disconnect', () => ending(0));

async function hear(message: ToSkill): Promise<void> {
  if (message.kind === 'answer') {
    const call = calls.get(message.call);
    calls.delete(message.call);
    if (message.ok) call?.resolve(message.value);
    else call?.reject(Object.assign(new Error(String(message.value)), { modelCall: message.call }));
    return;
  }
  closeDoors(message.folder);
  let at: 'import' | 'run' = 'import';
  try {
    const module = (await import(pathToFileURL(message.file).href)) as { default?: unknown; skill?: unknown }; // true: a module is an object
    const run = runOf(module.default) ?? runOf(module.skill);
    if (run === null) throw new Error('The module exports no skill. Write “export default defineSkill({ run(input, stage) { … } })”.');
    tell({ kind: 'ready' });
    if (!message.isToRun) return;
    at = 'run';
    const output: unknown = await run(message.input, stageOf(message));
    tell({ kind: 'done', output: output as never, cited }); // what it is, the engine looks at
  } catch (fault) {
    const call = fault instanceof Error && 'modelCall' in fault && typeof fault.modelCall === 'number' ? fault.modelCall : null;
    tell({ kind: 'failed', at, message: fault instanceof Error ? fault.message : String(fault), call });
  }
}

function runOf(exported: unknown): ((input: unknown, stage: object) => unknown) | null {
  if (typeof exported !== 'object' || exported === null || !('run' in exported) || typeof exported.run !== 'function') return null;
  const { run } = exported;
  return (input, stage) => Reflect.apply(run, exported, [input, stage]) as unknown;
}

function stageOf({ sources, prompt, memory }: Extract<ToSkill, { kind: 'run' }>): object {
  return Object.freeze({
    sources: Object.freeze(sources.map(source => Object.freeze(source))),
    prompt,
    memory: Object.freeze({
      snapshots: Object.freeze(memory.map(snapshot => Object.freeze(snapshot))),
      search: (question: string, limit = 10) =>
        new Promise((resolve, reject) => {
          const call = (lastCall += 1);
          calls.set(call, { resolve, reject });
          tell({ kind: 'recall', call, question, limit });
        }),
    }),
    model: (request: { prompt: string; input?: object; outputSchema?: object }) =>
      new Promise((resolve, reject) => {
        const call = (lastCall += 1);
        calls.set(call, { resolve, reject });
        const { outputSchema } = request;
        tell({
          ...{ kind: 'model', call, prompt: request.prompt, input: (request.input ?? {}) as never }, // the engine looks at it
          ...(outputSchema !== undefined && { outputSchema: outputSchema as never }),
        });
      }),
    cite: (passage: { slice: string; quote?: string; start?: number; end?: number }) => {
      const source = sources.find(({ slice }) => slice === passage.slice);
      if (source === undefined) throw new Error(`stage.cite: there is no slice “${passage.slice}” to cite from.`);
      const start = passage.start ?? source.text.indexOf(passage.quote ?? '');
      const end = passage.end ?? start + (passage.quote ?? '').length;
      const quote = source.text.slice(start, end);
      if (start < 0 || quote === '' || (passage.quote !== undefined && passage.quote !== quote))
        throw new Error(`stage.cite: the slice “${passage.slice}” does not say “${String(passage.quote).slice(0, 80)}”.`);
      cited.push({ slice: source.slice, start, end, quote });
      return { slice: source.slice, slice_hash: source.sliceHash, start, end, unit: 'utf16', quote };
    },
  });
}

/** Globals that reach out of the process, or into what this file holds. */
const OUTWARD = [
  'process',
  'fetch',
  'WebSocket',
  'EventSource',
  'BroadcastChannel',
  'Worker',
  'navigator',
  'localStorage',
  'sessionStorage',
  'Request',
  'Response',
  'XMLHttpRequest',
];

function closeDoors(folder: string): void {
  const within = `${pathToFileURL(folder).href}/`;
  const door = new URL('./define-skill.ts', import.meta.url).href;
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'atelier-studio/skill') return { url: door, format: 'module-typescript', shortCircuit: true };
      const isOwn = specifier.startsWith('./') || specifier.startsWith('../') || specifier.startsWith('file:');
      const found = isOwn ? next(specifier, context) : null;
      if (found?.url.startsWith(within) === true) return found;
      throw new Error(`A skill imports files of its own folder and “atelier-studio/skill”, nothing else; “${specifier}” is neither.`);
    },
  });
  for (const name of OUTWARD) Reflect.deleteProperty(globalThis, name);
  const silent = (): void => undefined;
  // The streams behind the real one lead to sockets.
  Reflect.set(globalThis, 'console', { log: silent, info: silent, warn: silent, error: silent, debug: silent });
}
