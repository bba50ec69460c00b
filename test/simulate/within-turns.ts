/** What `work` gives, or an error that names `what` when so many turns of the event loop did not bring it: nothing here waits for real time. */
export async function withinTurns<Value>(what: string, work: Promise<Value>, turns = 5000): Promise<Value> {
  const state = { isOver: false };
  const over = (): void => {
    state.isOver = true;
  };
  work.then(over, over);
  for (let turn = 0; !state.isOver; turn++) {
    if (turn > turns + PATIENCE_MS) throw new Error(`${what} does not come to an end.`);
    // A disk may answer later than any number of turns; whatever still waits then is not the engine.
    await (turn < turns ? new Promise(setImmediate) : new Promise(later));
  }
  return work;
}

const PATIENCE_MS = 3000;
const later = (resolve: (value: undefined) => void): void => void setTimeout(() => resolve(undefined), 1);
