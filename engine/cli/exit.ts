/** 0 done and succeeded; 1 the answer is no; 2 wrong usage or unreadable input; 3 a human or an event is needed and the run is kept. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Ends a command with one sentence on standard error. Thrown by commands, caught once at the top. */
export class CommandEnd extends Error {
  override readonly name = 'CommandEnd';
  readonly exitCode: ExitCode;
  constructor(exitCode: ExitCode, sentence: string) {
    super(sentence);
    this.exitCode = exitCode;
  }
}
