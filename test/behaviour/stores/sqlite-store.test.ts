import { openSqliteForTest } from './a-store.ts';
import { checkpointsSuite } from './checkpoints.suite.ts';
import { flowStoreSuite } from './flow-store.suite.ts';
import { isolationSuite } from './isolation.suite.ts';
import { ledgerAndCacheSuite } from './ledger-and-cache.suite.ts';
import { memorySuite } from './memory.suite.ts';
import { outboxSuite } from './outbox.suite.ts';
import { runCommitSuite } from './run-commit.suite.ts';
import { runCreationSuite } from './run-creation.suite.ts';
import { runSearchSuite } from './run-search.suite.ts';
import { testsSuite } from './tests.suite.ts';
import { triggersSuite } from './triggers.suite.ts';
import { waitsAndEventsSuite } from './waits-and-events.suite.ts';

const SUITES = [
  runCreationSuite,
  runCommitSuite,
  waitsAndEventsSuite,
  outboxSuite,
  triggersSuite,
  testsSuite,
  flowStoreSuite,
  ledgerAndCacheSuite,
  isolationSuite,
  checkpointsSuite,
  memorySuite,
  runSearchSuite,
];

for (const suite of SUITES) suite('a SQLite store', openSqliteForTest);
