import Database from 'better-sqlite3';

/** About what a run's state and step rows weigh: 1.3 KB a step. */
const STATE = JSON.stringify({ state: 'x'.repeat(1000) });
const ROW = JSON.stringify({ data: 'x'.repeat(150) });

function openFloor(file: string): { readonly database: Database.Database; readonly step: (run: string, seq: number) => void } {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(
    'CREATE TABLE run (id TEXT PRIMARY KEY, state TEXT) STRICT; CREATE TABLE trace (run TEXT, seq INTEGER, data TEXT, PRIMARY KEY (run, seq)) STRICT, WITHOUT ROWID;',
  );
  const state = database.prepare('INSERT INTO run VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state');
  const row = database.prepare('INSERT INTO trace VALUES (?, ?, ?)');
  return {
    database,
    step: (run, seq) => {
      state.run(run, STATE);
      row.run(run, seq * 2, ROW);
      row.run(run, seq * 2 + 1, ROW);
    },
  };
}

/** Steps a second, one durable transaction a step. */
export function floorSequential(file: string, steps: number, seconds: number): number {
  const { database, step } = openFloor(file);
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
export function floorGrouped(file: string, steps: number, inFlight: number, seconds: number): number {
  const { database, step } = openFloor(file);
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
