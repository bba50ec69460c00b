import { z } from 'zod';

const name = (pattern: RegExp, max: number) => z.string().min(1).max(max).regex(pattern);

/** Tenant: every row carries one. */
export const OrgId = name(/^[a-z0-9][a-z0-9_-]*$/, 64).brand<'OrgId'>();
export type OrgId = z.infer<typeof OrgId>;

/** A flow's stable name in a workspace, e.g. `synthesize-session`. */
export const FlowId = name(/^[a-z0-9][a-z0-9._-]*$/, 128).brand<'FlowId'>();
export type FlowId = z.infer<typeof FlowId>;

/** Reads as a name in expressions. `__proto__` would not be a key of its own in every object. */
const WORD = /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_]*$/;

/** A step's identity inside its flow; changes only by renaming it everywhere at once: `steps.score.output`. */
export const StepId = name(WORD, 64).brand<'StepId'>();
export type StepId = z.infer<typeof StepId>;

export const RunId = name(/^run_[0-9A-Za-z]+$/, 64).brand<'RunId'>();
export type RunId = z.infer<typeof RunId>;

/** One trying of a flow on the packets of its test set. */
export const TestRunId = name(/^test_[0-9A-Za-z]+$/, 64).brand<'TestRunId'>();
export type TestRunId = z.infer<typeof TestRunId>;

export const WaitId = name(/^wait_[0-9A-Za-z]+$/, 64).brand<'WaitId'>();
export type WaitId = z.infer<typeof WaitId>;

/** A packet kept in the workspace, by file name without ending. */
export const PacketId = name(/^[a-z0-9][a-z0-9._-]*$/, 128).brand<'PacketId'>();
export type PacketId = z.infer<typeof PacketId>;

export const SliceName = name(WORD, 64).brand<'SliceName'>();
export type SliceName = z.infer<typeof SliceName>;

/** Who did something: a person, a role, the agent, a product, or the engine itself. */
export const Actor = z
  .string()
  .max(128)
  .regex(/^(?:(?:user|role|agent|product):[A-Za-z0-9._-]+|system)$/)
  .brand<'Actor'>();
export type Actor = z.infer<typeof Actor>;

export const SYSTEM: Actor = Actor.parse('system');

/** A name that may serve as a file name and as a `FlowId`: lower case, words joined by hyphens. */
export function slug(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
  return words === '' ? 'untitled' : words;
}
