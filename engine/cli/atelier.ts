import { Command, CommanderError } from 'commander';
import { addArtefact } from './commands/artefact.ts';
import { addCheck } from './commands/check.ts';
import { addCheckpoint } from './commands/checkpoint.ts';
import { addCompare } from './commands/compare.ts';
import { addDiff } from './commands/diff.ts';
import { addDistrust } from './commands/distrust.ts';
import { addEval } from './commands/eval.ts';
import { addEvent } from './commands/event.ts';
import { addFork } from './commands/fork.ts';
import { addInbox } from './commands/inbox.ts';
import { addLedger } from './commands/ledger.ts';
import { addMemory } from './commands/memory.ts';
import { addModel } from './commands/model.ts';
import { addOpen } from './commands/open.ts';
import { addOutbox } from './commands/outbox.ts';
import { addPacket } from './commands/packet.ts';
import { addPlan } from './commands/plan.ts';
import { addProduct } from './commands/product.ts';
import { addReassign } from './commands/reassign.ts';
import { addResolve } from './commands/resolve.ts';
import { addRun } from './commands/run.ts';
import { addSkill } from './commands/skill.ts';
import { addSql } from './commands/sql.ts';
import { addTrace } from './commands/trace.ts';
import { addTriggers } from './commands/triggers.ts';
import { addTrust } from './commands/trust.ts';
import { addVerify } from './commands/verify.ts';
import { addWhyMiss } from './commands/why-miss.ts';
import { addExport } from './commands/export.ts';
import { addImport } from './commands/import.ts';
import { addPublish } from './commands/publish.ts';
import { addRestore } from './commands/restore.ts';
import { addVersions } from './commands/versions.ts';
import { CommandEnd } from './exit.ts';

const program = new Command('atelier')
  .description('Runs flows on packets of evidence, and shows every claim traced.')
  .exitOverride()
  .showHelpAfterError('(run with --help to see how it is called)')
  .addHelpText(
    'after',
    '\nExit codes: 0 done and succeeded; 1 the answer is no; 2 wrong usage or unreadable input; 3 waiting for a person or an event.',
  );

for (const add of [
  addRun,
  addPlan,
  addCheck,
  addDiff,
  addCompare,
  addTrace,
  addLedger,
  addWhyMiss,
  addDistrust,
  addEval,
  addVerify,
  addCheckpoint,
  addSql,
  addEvent,
  addOutbox,
  addInbox,
  addResolve,
  addReassign,
  addTriggers,
  addMemory,
  addPacket,
  addModel,
  addArtefact,
  addProduct,
  addSkill,
  addTrust,
  addOpen,
  addFork,
  addImport,
  addExport,
  addPublish,
  addVersions,
  addRestore,
])
  add(program);

// Who reads only the first lines (`| head`) has read enough: that is no fault.
process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
  if (fault.code === 'EPIPE') process.exit();
  throw fault;
});

try {
  await program.parseAsync();
} catch (fault) {
  process.exitCode = exitCodeOf(fault);
}

function exitCodeOf(fault: unknown): number {
  if (fault instanceof CommandEnd) {
    if (fault.message !== '') process.stderr.write(`${fault.message}\n`);
    return fault.exitCode;
  }
  // Commander has told what was wrong with the call; asking for help is no mistake.
  if (fault instanceof CommanderError) return fault.exitCode === 0 ? 0 : 2;
  // A place in the program says nothing to a person and much to whoever mends it: it is shown when asked for.
  const message = fault instanceof Error ? fault.message : String(fault);
  const place = process.env['ATELIER_DEBUG'] === '1' && fault instanceof Error ? `\n${fault.stack ?? ''}` : '';
  process.stderr.write(
    `Atelier itself failed: ${message} What was saved before is safe; please report this (with ATELIER_DEBUG=1 it says where).${place}\n`,
  );
  return 2;
}
