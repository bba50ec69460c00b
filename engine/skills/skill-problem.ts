/** What is wrong with one skill's files; the other skills go on. */
export interface SkillProblem {
  /** The skill's folder. */
  readonly skill: string;
  /** Path of the file. */
  readonly place: string;
  /** `error`: it was left out, or the shipped one stands in its place. `warning`: it works, but not as its writer may think. */
  readonly severity: 'error' | 'warning';
  /** What, where, what now. */
  readonly sentence: string;
}
