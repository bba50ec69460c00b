/** What the code of a skill may touch while it runs, and nothing else. */
export interface SkillStage {
  /** Slices that the step's input names as a whole; in the order of their names. */
  readonly sources: readonly { readonly slice: string; readonly sliceHash: string; readonly text: string }[];
  /** The body of SKILL.md with its `{{ input.… }}` filled in. */
  readonly prompt: string;
  /** What the step reads of Sage's memory: a snapshot for each scope that its form names, and nothing beside. */
  readonly memory: {
    readonly snapshots: readonly {
      readonly scope: string;
      readonly memories: readonly { readonly memoryId: string; readonly version: number; readonly topic: string; readonly text: string }[];
    }[];
    /** What answers a question best, by these snapshots alone; ten, unless said otherwise. */
    search(question: string, limit?: number): Promise<readonly { readonly scope: string; readonly topic: string; readonly text: string }[]>;
  };
  /** Asks the stage's model; the answer fits `outputSchema`, or the skill's own. Rejects when the model gives none. */
  model(request: { prompt: string; input?: object; outputSchema?: object }): Promise<unknown>;
  /** Counts a passage as cited and gives where it stands. Throws when the slice does not hold it. */
  cite(passage: { slice: string; quote: string } | { slice: string; start: number; end: number }): {
    readonly slice: string;
    readonly slice_hash: string;
    readonly start: number;
    readonly end: number;
    readonly unit: 'utf16';
    readonly quote: string;
  };
}

export interface DefinedSkill {
  run(input: never, stage: SkillStage): unknown;
}

/** The code of a workspace's own skill; what it takes and gives stands in its SKILL.md. */
export const defineSkill = (skill: DefinedSkill): DefinedSkill => skill;
