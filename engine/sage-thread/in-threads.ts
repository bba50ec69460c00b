import type { Json } from '../base/json.ts';
import type { Model, SourceText } from '../models/model.ts';
import type { CodedSkill } from '../skills/coded-skill.ts';
import type { SageThreads } from './open-sage-threads.ts';

/** From so many characters on, work leaves the thread that answers windows. Less is done sooner than a thread is told of it. */
export const HEAVY_CHARS = 120_000;

/** The same skill, whose heavy work is done in a thread. The answer is the same. */
export const skillInThreads = (skill: CodedSkill, threads: SageThreads, heavyChars = HEAVY_CHARS): CodedSkill => ({
  ...skill,
  run: (input, stage) => {
    if (isLight(stage.sources, input, heavyChars)) return skill.run(input, stage);
    const { sources, prompt, memory, hasModel = false, signal = NEVER } = stage;
    return threads.ask(
      { kind: 'skill', skill: skill.name, input, sources, prompt, memory: memory.snapshots, hasModel },
      { askModel: request => stage.model(request), tell: share => stage.tell?.(share), signal },
    );
  },
});

/** The same model, for one that only computes: the embedded one. */
export const modelInThreads = (model: Model, threads: SageThreads, heavyChars = HEAVY_CHARS): Model => ({
  ...model,
  generate: (request, signal) => {
    if (isLight(request.sources, request.input, heavyChars)) return model.generate(request, signal);
    const { tell, ...plain } = request;
    return threads.ask(
      { kind: 'extract', request: plain },
      { askModel: () => Promise.reject(new Error('A model asks no model.')), tell: share => tell?.(share), signal },
    );
  },
});

const NEVER = new AbortController().signal;

function isLight(sources: readonly SourceText[], input: Json, heavyChars: number): boolean {
  const cited = sources.reduce((sum, { text }) => sum + text.length, 0);
  return cited < heavyChars && charsUpTo(input, heavyChars) < heavyChars;
}

/** Characters in the texts of a value; counting ends where there are enough. */
function charsUpTo(value: Json, enough: number): number {
  if (typeof value === 'string') return value.length;
  if (value === null || typeof value !== 'object') return 0;
  let chars = 0;
  for (const child of Object.values(value)) {
    chars += charsUpTo(child, enough - chars);
    if (chars >= enough) break;
  }
  return chars;
}
