import { existsSync, mkdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { RunId } from './base/ids.ts';
import { ok, refused, type Result } from './base/result.ts';
import { environmentSecrets, type Secrets } from './base/secrets.ts';
import type { Clock, Ids } from './base/world.ts';
import type { Models } from './models/model.ts';
import { openBudget } from './models/budget.ts';
import { chooseModels } from './models/choose-models.ts';
import { localExtractive } from './models/local-extractive.ts';
import { DEFAULT_LIMITS } from './models/model-settings.ts';
import { openKnownServers } from './known-servers.ts';
import { openModelDesk } from './model-desk.ts';
import { openModelSettingsFile } from './model-settings-file.ts';
import { dayStartUs } from './day-start.ts';
import type { KeyVault } from './secrets/key-vault.ts';
import { openKeyVault } from './secrets/open-key-vault.ts';
import { openStagesInFlight } from './cache/stages-in-flight.ts';
import { openEventDoor } from './event-door.ts';
import { openDeliverEvent } from './products/deliver-event.ts';
import { personFolder } from './person-folder.ts';
import { planRun } from './plan/plan-run.ts';
import { openProducts } from './products/load-products.ts';
import { openProductCalls } from './products/open-product-calls.ts';
import { openRunner } from './runner/runner.ts';
import type { RunnerNeeds } from './runner/runner-needs.ts';
import { openValues } from './runner/scope.ts';
import { modelInThreads, skillInThreads } from './sage-thread/in-threads.ts';
import { openSageThreads } from './sage-thread/open-sage-threads.ts';
import { BUILT_IN_SKILLS } from './skills/built-in-skills.ts';
import { nodeProgram, openOwnCode } from './skills/coded/run-own-code.ts';
import { openSkills } from './skills/load-skills.ts';
import type { TrustBook } from './skills/trust-book.ts';
import { openSkillTrust, personsTrustBook } from './skill-trust.ts';
import { openArtefactFolder } from './stores/folder/artefact-folder.ts';
import { earlierOutput } from './earlier-output.ts';
import { openPacketDesk } from './recipes/open-packet-desk.ts';
import { openRecipeFolder } from './stores/folder/recipe-folder.ts';
import { openTemplateFolder } from './stores/folder/template-folder.ts';
import { openPacketFolder } from './stores/folder/packet-folder.ts';
import { writeFileWhole, writeWithFolders } from './stores/folder/write-file-whole.ts';
import { openSqlite } from './stores/sqlite/open-sqlite.ts';
import type { CrashPoint, StepProgress } from './steps/step-work.ts';
import { systemClock, systemIds } from './system-world.ts';
import { tellingBus } from './tell-bus.ts';
import { tellingFlows, tellingInbox } from './tell-triggers.ts';
import { openTestDesk } from './test-desk.ts';
import { openTriggers } from './triggers/triggers.ts';
import type { Workspace } from './workspace.ts';
import { openObservatory } from './workspace-observatory.ts';
import { keepCheckpoints, openWorkspaceProof } from './workspace-proof.ts';
import { readWorkspaceSettings, settingsText } from './workspace-settings.ts';

/** Why a workspace does not open. `sentence` says what, where, what now. */
export interface OpenProblem {
  readonly kind: 'not-a-folder' | 'settings' | 'read-only-folder' | 'locked' | 'newer' | 'damaged' | 'not-a-database' | 'storage';
  readonly sentence: string;
}

export interface OpenOptions {
  /** Made when missing. */
  readonly folder: string;
  /** Skills and products that ship with the program. */
  readonly resourcesFolder?: string;
  /** `read-only` reads beside an owner and changes nothing; runs cannot be started then. */
  readonly mode?: 'own' | 'read-only';
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly models?: Models;
  /** Where the secrets are found that `workspace.json` names; the environment's variables, when nothing is said. */
  readonly secrets?: Secrets;
  /** Where the keys of models are kept; the keychain of this computer or an encrypted file, when nothing is said. */
  readonly keys?: KeyVault;
  /** Which workspaces' own skills this person trusts; the person's own book, when nothing is said. */
  readonly trust?: TrustBook;
  /** Settings of the environment that choose models. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** False: everything is written in the thread that runs, in the same order each time; else many runs at once are written by a thread of their own. */
  readonly writingThread?: boolean;
  readonly crashPoint?: (at: CrashPoint) => void;
  /** Stands between the runner and all it touches: there a test loses acknowledgements, cuts the power and counts. */
  readonly around?: (needs: RunnerNeeds) => RunnerNeeds;
}

export const SHIPPED_RESOURCES = join(import.meta.dirname, '..', 'resources');
export const DATABASE_NAME = 'atelier.db';

/** Opens the workspace in a folder, takes up its unfinished runs, and gives everything one can do with it. */
export async function openWorkspace(options: OpenOptions): Promise<Result<Workspace, OpenProblem>> {
  const folder = resolve(options.folder);
  const mode = options.mode ?? 'own';
  const made = makeFolder(folder, mode);
  if (!made.ok) return made;
  const read = readWorkspaceSettings(folder, userInfo().username);
  if (!read.ok) return refused({ kind: 'settings', sentence: read.error });
  const { settings } = read.value;

  const clock = options.clock ?? systemClock();
  const store = await openSqlite({
    file: join(folder, DATABASE_NAME),
    orgId: settings.orgId,
    orgName: settings.orgName,
    mode,
    ...(options.writingThread === undefined ? {} : { writingThread: options.writingThread }),
    nowUs: () => clock.nowUs(),
  });
  if (!store.ok) return refused(store.error);
  // Only now: a folder that another program owns, or that cannot be written, is left as it was.
  if (read.value.isNew && mode === 'own') await writeFileWhole(join(folder, 'workspace.json'), settingsText(settings));

  const resources = options.resourcesFolder ?? SHIPPED_RESOURCES;
  const trust = openSkillTrust({ folder, me: settings.me, clock, book: options.trust ?? personsTrustBook(process.env) });
  const threads = openSageThreads();
  const skills = openSkills({
    shippedFolder: join(resources, 'skills'),
    workspaceFolder: join(folder, 'skills'),
    coded: BUILT_IN_SKILLS.map(skill => skillInThreads(skill, threads)),
    runOwnCode: openOwnCode({ node: nodeProgram() }),
    nowMs: () => performance.now(),
    writeWhole: writeWithFolders,
    trust,
  });
  const products = openProducts([join(resources, 'products'), join(folder, 'products')], () => performance.now());
  const secrets = options.secrets ?? environmentSecrets(options.environment ?? process.env);
  const connections = settings.products ?? {};
  const environment = options.environment ?? process.env;
  const modelDesk = openModelDesk({
    file: openModelSettingsFile(folder, () => performance.now()),
    vault: options.keys ?? openKeyVault(environment, personFolder(environment)),
    environment,
    servers: openKnownServers(environment),
    isTrusted: () => trust.decision() === 'trusted',
  });
  const models =
    options.models ??
    chooseModels({
      settings: modelDesk.settings,
      environment,
      keyOf: chosen => modelDesk.keyOf(chosen),
      nowMs: () => clock.nowUs() / 1000,
      local: modelInThreads(localExtractive(), threads),
    });
  const { runs, cache, ledger, trace, memory } = store.value;
  const onBus = new Set<() => void>();
  const bus = tellingBus(store.value, () => onBus.forEach(listener => listener()));
  const { outbox } = bus;
  const budget = openBudget({
    limits: () => modelDesk.settings().limits ?? DEFAULT_LIMITS,
    spentBefore: ({ runId, ...of }) => ledger.spentMicroUsd(settings.orgId, { ...of, runId: runId === null ? null : RunId.parse(runId) }),
    nowUs: () => clock.nowUs(),
    dayStartUs,
  });
  const events = tellingInbox(bus.events, () => triggers);
  const flows = tellingFlows(store.value.flows, () => triggers);
  const packets = openPacketFolder(join(folder, 'packets'));
  const packetDesk = openPacketDesk({
    shelf: packets,
    folder,
    orgId: settings.orgId,
    clock,
    secrets,
    outputOf: source => earlierOutput({ runs, trace, orgId: settings.orgId }, source),
  });
  const artefacts = openArtefactFolder(folder);
  const proof = openWorkspaceProof({ folder, orgId: settings.orgId, clock, store: store.value, artefacts });
  const observatory = openObservatory({
    databaseFile: join(folder, DATABASE_NAME),
    orgId: settings.orgId,
    shippedFolder: join(resources, 'questions'),
    ownFolder: join(folder, 'questions'),
    nowMs: () => performance.now(),
  });
  const watching = new Set<(progress: StepProgress) => void>();
  const needs: RunnerNeeds = {
    progress: progress => watching.forEach(listener => listener(progress)),
    orgId: settings.orgId,
    operator: settings.me,
    clock,
    ids: options.ids ?? systemIds(clock),
    skills,
    products,
    productCalls: openProductCalls({ products, connections, secrets, clock }),
    models,
    budget,
    cache,
    inFlight: openStagesInFlight(),
    events,
    memory,
    outbox,
    deliver: openDeliverEvent({ connections, secrets, clock }),
    runs,
    trace,
    artefacts,
    definition: versionHash => flows.definition(settings.orgId, versionHash),
    crashPoint: options.crashPoint ?? (() => undefined),
  };
  const runner = openRunner(options.around?.(needs) ?? needs);
  const { orgId, crashPoint } = needs;
  const tests = openTestDesk({ orgId, clock, ids: needs.ids, tests: store.value.tests, runs, trace, runner });
  const triggers = openTriggers({ orgId, clock, flows, store: store.value.triggers, packets, runner, crashPoint });
  if (mode === 'own') {
    await runner.recover();
    keepCheckpoints(proof.checkpoints, runner);
  }

  return ok({
    folder,
    name: settings.name,
    orgId: settings.orgId,
    orgName: settings.orgName,
    me: settings.me,
    roles: settings.roles,
    engine: store.value.describe(),
    notices: [...skills.problems().map(({ sentence }) => sentence), ...products.problems()],
    clock,
    flows,
    templates: openTemplateFolder({ shippedFolder: join(resources, 'flows'), ownFolder: join(folder, 'templates') }),
    runs,
    trace,
    ledger,
    cache,
    events,
    outbox,
    memory,
    observatory,
    eventDoor: openEventDoor({ orgId: settings.orgId, connections, secrets, products, events, runner, clock }),
    packets,
    packetDesk,
    recipes: openRecipeFolder(join(folder, 'packets')),
    skills,
    skillTrust: trust,
    products,
    models,
    modelDesk,
    budget,
    runner,
    onProgress: listener => {
      watching.add(listener);
      return () => void watching.delete(listener);
    },
    onBus: listener => {
      onBus.add(listener);
      return () => void onBus.delete(listener);
    },
    plan: request => planRun(request, { ...needs, ledger, load: openValues(hash => runs.blob(orgId, hash)) }),
    triggers,
    tests,
    ...proof,
    async close() {
      tests.stop();
      await packetDesk.close();
      observatory.close();
      await triggers.close();
      await runner.close();
      await threads.close();
      await proof.checkpoints.settled();
      await store.value.close();
    },
  });
}

function makeFolder(folder: string, mode: 'own' | 'read-only'): Result<null, OpenProblem> {
  if (existsSync(folder))
    return statSync(folder).isDirectory()
      ? ok(null)
      : refused({ kind: 'not-a-folder', sentence: `${folder} is a file. A workspace is a folder; name another place.` });
  if (mode === 'read-only')
    return refused({
      kind: 'not-a-folder',
      sentence: `There is no workspace in ${folder}. Run a flow there first, or name another folder.`,
    });
  try {
    mkdirSync(folder, { recursive: true });
    return ok(null);
  } catch (fault) {
    return refused({
      kind: 'read-only-folder',
      sentence: `The folder ${folder} cannot be made: ${fault instanceof Error ? fault.message : String(fault)}. Name a place that can be written.`,
    });
  }
}
