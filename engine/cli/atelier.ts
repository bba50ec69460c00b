import { Command, CommanderError } from 'commander';
import { CommandEnd } from './exit.ts';

const program = new Command('atelier')
  .description('Runs flows on packets of evidence, and shows every claim traced.')
  .exitOverride()
  .showHelpAfterError('(run with --help to see how it is called)')
  .addHelpText(
    'after',
    '\nExit codes: 0 done and succeeded; 1 the answer is no; 2 wrong usage or unreadable input; 3 waiting for a person or an event.',
  );

/** Each command's own module, in the order of the help. Only what is asked for is loaded: that halves the time until a command begins. */
const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  run: async () => (await import('./commands/run.ts')).addRun,
  plan: async () => (await import('./commands/plan.ts')).addPlan,
  test: async () => (await import('./commands/test.ts')).addTest,
  check: async () => (await import('./commands/check.ts')).addCheck,
  diff: async () => (await import('./commands/diff.ts')).addDiff,
  merge: async () => (await import('./commands/merge.ts')).addMerge,
  compare: async () => (await import('./commands/compare.ts')).addCompare,
  trace: async () => (await import('./commands/trace.ts')).addTrace,
  ledger: async () => (await import('./commands/ledger.ts')).addLedger,
  'why-miss': async () => (await import('./commands/why-miss.ts')).addWhyMiss,
  distrust: async () => (await import('./commands/distrust.ts')).addDistrust,
  eval: async () => (await import('./commands/eval.ts')).addEval,
  verify: async () => (await import('./commands/verify.ts')).addVerify,
  checkpoint: async () => (await import('./commands/checkpoint.ts')).addCheckpoint,
  sql: async () => (await import('./commands/sql.ts')).addSql,
  event: async () => (await import('./commands/event.ts')).addEvent,
  outbox: async () => (await import('./commands/outbox.ts')).addOutbox,
  inbox: async () => (await import('./commands/inbox.ts')).addInbox,
  resolve: async () => (await import('./commands/resolve.ts')).addResolve,
  reassign: async () => (await import('./commands/reassign.ts')).addReassign,
  triggers: async () => (await import('./commands/triggers.ts')).addTriggers,
  memory: async () => (await import('./commands/memory.ts')).addMemory,
  packet: async () => (await import('./commands/packet.ts')).addPacket,
  model: async () => (await import('./commands/model.ts')).addModel,
  artefact: async () => (await import('./commands/artefact.ts')).addArtefact,
  product: async () => (await import('./commands/product.ts')).addProduct,
  skill: async () => (await import('./commands/skill.ts')).addSkill,
  trust: async () => (await import('./commands/trust.ts')).addTrust,
  open: async () => (await import('./commands/open.ts')).addOpen,
  fork: async () => (await import('./commands/fork.ts')).addFork,
  import: async () => (await import('./commands/import.ts')).addImport,
  export: async () => (await import('./commands/export.ts')).addExport,
  sheet: async () => (await import('./commands/sheet.ts')).addSheet,
  publish: async () => (await import('./commands/publish.ts')).addPublish,
  versions: async () => (await import('./commands/versions.ts')).addVersions,
  restore: async () => (await import('./commands/restore.ts')).addRestore,
};

const asked = process.argv[2] ?? '';
const modules = Object.hasOwn(COMMANDS, asked) ? [COMMANDS[asked]] : Object.values(COMMANDS);
for (const load of modules) (await load?.())?.(program);

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
