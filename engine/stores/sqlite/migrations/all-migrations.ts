import { firstTables } from './0001-first-tables.ts';
import { traceLayout } from './0002-trace-layout.ts';
import { triggers } from './0003-triggers.ts';
import { cache } from './0004-cache.ts';
import { versions } from './0005-versions.ts';
import { bus } from './0006-bus.ts';
import { checkpoints } from './0007-checkpoints.ts';
import { memory } from './0008-memory.ts';
import { observatory } from './0009-observatory.ts';
import { skills } from './0010-skills.ts';
import { flowShelf } from './0011-flow-shelf.ts';
import { flowTags } from './0012-flow-tags.ts';
import { testSets } from './0013-test-sets.ts';
import type { Migration } from './migration.ts';

/** In the order in which they are applied. */
export const ALL_MIGRATIONS: readonly Migration[] = [
  firstTables,
  traceLayout,
  triggers,
  cache,
  versions,
  bus,
  checkpoints,
  memory,
  observatory,
  skills,
  flowShelf,
  flowTags,
  testSets,
];

/** The newest schema this program knows. */
export const NEWEST_MIGRATION = Math.max(...ALL_MIGRATIONS.map(({ number }) => number));
