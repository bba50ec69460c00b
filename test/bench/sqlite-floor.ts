import Database from 'better-sqlite3';

/** What one step writes: its run's state, and two rows of the trace. In bytes of text. */
export interface FloorStep {
  readonly stateBytes: number;
  readonly rowBytes: number;
}

interface Floor {
  readonly database: Database.Database;
  readonly step: (run: string, seq: number) => void;
}

function openFloor(file: string, { stateBytes, rowBytes }: FloorStep): Floor {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  // Rows in the order they come with an index of their key: with rows of this size it is quicker than WITHOUT ROWID, most of all for 50 runs.
  database.exec(`CREATE TABLE run (id TEXT PRIMARY KEY, state TEXT) STRICT;
    CREATE TABLE trace (run TEXT, seq INTEGER, data TEXT, PRIMARY KEY (run, seq)) STRICT`);
  const state = database.prepare('INSERT INTO run VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state');
  const row = database.prepare('INSERT INTO trace VALUES (?, ?, ?)');
  const [stateText, rowText] = ['x'.repeat(stateBytes), 'x'.repeat(rowBytes)];
  return {
    database,
    step: (run, seq) => {
      state.run(run, stateText);
      row.run(run, seq * 2, rowText);
      row.run(run, seq * 2 + 1, rowText);
    },
  };
}

export interface FloorLoad {
  readonly file: string;
  readonly write: FloorStep;
  /** Of each run. */
  readonly steps: number;
  readonly seconds: number;
}

/** Steps a second, one durable transaction a step. */
export function floorSequential({ file, write, steps, seconds }: FloorLoad): number {
  const { database, step } = openFloor(file, write);
  const one = database.transaction(step);
  const start = performance.now();
  let runs = 0;
  for (; performance.now() < start + seconds * 1000; runs++)
    for (let seq = 0; seq < steps; seq++) one.immediate(`run-${String(runs)}`, seq);
  const rate = (runs * steps) / ((performance.now() - start) / 1000);
  database.close();
  return rate;
}

/** Steps a second, one durable transaction for a step of each of `inFlight` runs. */
export function floorGrouped({ file, write, steps, seconds }: FloorLoad, inFlight: number): number {
  const { database, step } = openFloor(file, write);
  const group = database.transaction((turn: number, seq: number) => {
    for (let run = 0; run < inFlight; run++) step(`run-${String(turn)}-${String(run)}`, seq);
  });
  const start = performance.now();
  let turns = 0;
  for (; performance.now() < start + seconds * 1000; turns++) for (let seq = 0; seq < steps; seq++) group.immediate(turns, seq);
  const rate = (turns * inFlight * steps) / ((performance.now() - start) / 1000);
  database.close();
  return rate;
}
