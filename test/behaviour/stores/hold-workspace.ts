// A process of its own for tests: owns the workspace of argv[2], says "open", and then writes rows to a run until it is killed.
import { begin, oneRowMore } from './a-run.ts';
import { openOrThrow, sqliteOptions } from './a-store.ts';

const store = await openOrThrow(sqliteOptions(process.argv[2] ?? ''));
let run = await begin(store, 'held');
process.stdout.write('open\n');
for (;;) {
  const boundary = oneRowMore(run);
  await store.runs.commit(boundary.change());
  run = boundary.run;
}
