import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { Hash } from '../../base/hash.ts';
import { Actor, FlowId } from '../../base/ids.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import { flowHash } from '../../flow/flow-hash.ts';
import type { Draft, FlowStore, FlowVersion } from '../../flow/flow-store.ts';
import { FlowTag } from '../../flow/flow-tag.ts';
import { Flow } from '../../flow/flow.ts';
import { VersionPins } from '../../flow/version-pins.ts';
import { fromJson } from './columns.ts';
import { answerRead } from './storage-error.ts';
import type { WriteQueue } from './write-queue.ts';

const DRAFT = `flow_id AS "flowId", draft AS flow, revision, updated_at_us AS "updatedAtUs", imported_hash AS "importedHash",
  forked_from_flow AS "fromFlow", forked_from_version AS "fromVersion", forked_from_hash AS "fromHash", archived_at_us AS "archivedAtUs"`;
const VERSION = `flow_id AS "flowId", version_no AS "versionNo", version_hash AS "versionHash", message, published_by AS "publishedBy", at_us AS "atUs", pins`;

const SQL = {
  drafts: `SELECT ${DRAFT} FROM atelier_flows WHERE org_id = ? ORDER BY name COLLATE NOCASE, flow_id`,
  draft: `SELECT ${DRAFT} FROM atelier_flows WHERE org_id = ? AND flow_id = ?`,
  create: `INSERT INTO atelier_flows (org_id, flow_id, name, draft, revision, updated_at_us, imported_hash,
      forked_from_flow, forked_from_version, forked_from_hash)
    VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?)
    ON CONFLICT (org_id, flow_id) DO NOTHING`,
  save: `UPDATE atelier_flows SET name = ?, draft = ?, revision = revision + 1, updated_at_us = ?, imported_hash = coalesce(?, imported_hash)
    WHERE org_id = ? AND flow_id = ? AND revision = ?`,
  history: 'SELECT history FROM atelier_flow_histories WHERE org_id = ? AND flow_id = ? AND revision = ?',
  keepHistory: `INSERT INTO atelier_flow_histories (org_id, flow_id, revision, history) VALUES (?, ?, ?, ?)
    ON CONFLICT (org_id, flow_id) DO UPDATE SET revision = excluded.revision, history = excluded.history`,
  isRevision: 'SELECT 1 FROM atelier_flows WHERE org_id = ? AND flow_id = ? AND revision = ?',
  dropHistory: 'DELETE FROM atelier_flow_histories WHERE org_id = ? AND flow_id = ?',
  archive: 'UPDATE atelier_flows SET archived_at_us = ? WHERE org_id = ? AND flow_id = ?',
  isFlow: 'SELECT 1 FROM atelier_flows WHERE org_id = ? AND flow_id = ?',
  tags: 'SELECT flow_id AS "flowId", tag FROM atelier_flow_tags WHERE org_id = ?',
  dropTags: 'DELETE FROM atelier_flow_tags WHERE org_id = ? AND flow_id = ?',
  addTag: 'INSERT INTO atelier_flow_tags (org_id, flow_id, tag) VALUES (?, ?, ?) ON CONFLICT (org_id, flow_id, tag) DO NOTHING',
  dropTag: 'DELETE FROM atelier_flow_tags WHERE org_id = ? AND tag = ? RETURNING flow_id',
  define: 'INSERT OR IGNORE INTO atelier_definitions (org_id, version_hash, definition) VALUES (?, ?, ?)',
  publish: `INSERT INTO atelier_flow_versions (org_id, flow_id, version_no, version_hash, message, published_by, at_us, pins)
    SELECT ?, ?, 1 + (SELECT coalesce(max(version_no), 0) FROM atelier_flow_versions WHERE org_id = ? AND flow_id = ?), ?, ?, ?, ?, ?
    WHERE true ON CONFLICT (org_id, flow_id, version_hash) DO NOTHING`,
  version: `SELECT ${VERSION} FROM atelier_flow_versions WHERE org_id = ? AND flow_id = ? AND version_hash = ?`,
  versions: `SELECT ${VERSION} FROM atelier_flow_versions WHERE org_id = ? AND flow_id = ? ORDER BY version_no DESC`,
  runCounts: 'SELECT version_hash AS "hash", count(*) AS "runs" FROM atelier_runs WHERE org_id = ? AND flow_id = ? GROUP BY version_hash',
  definition: 'SELECT definition FROM atelier_definitions WHERE org_id = ? AND version_hash = ?',
} as const;

const StoredFlow = z.string().transform(fromJson).pipe(Flow);
const StoredDraft = z
  .object({
    flowId: FlowId,
    flow: StoredFlow,
    revision: z.int(),
    updatedAtUs: z.int(),
    importedHash: Hash.nullable(),
    fromFlow: FlowId.nullable(),
    fromVersion: z.int().nullable(),
    fromHash: Hash.nullable(),
    archivedAtUs: z.int().nullable(),
  })
  .transform(({ importedHash, fromFlow, fromVersion, fromHash, archivedAtUs, ...draft }): Draft => ({
    ...draft,
    ...(importedHash === null ? {} : { importedHash }),
    ...(fromFlow === null || fromHash === null ? {} : { forkedFrom: { flowId: fromFlow, versionNo: fromVersion, versionHash: fromHash } }),
    ...(archivedAtUs === null ? {} : { archivedAtUs }),
  }));
const StoredVersion = z.object({
  flowId: FlowId,
  versionNo: z.int(),
  versionHash: Hash,
  message: z.string(),
  publishedBy: Actor,
  atUs: z.int(),
  pins: z.string().transform(fromJson).pipe(VersionPins),
});

const StoredTag = z.object({ flowId: FlowId, tag: FlowTag });

const NO_PINS: VersionPins = { skills: {} };
const RunCount = z.object({ hash: Hash, runs: z.int() });

export function openFlowStore(database: Database, queue: WriteQueue): FlowStore {
  const drafts = database.prepare(SQL.drafts);
  const draft = database.prepare(SQL.draft);
  const create = database.prepare(SQL.create);
  const save = database.prepare(SQL.save);
  const history = database.prepare<[string, string, number], string>(SQL.history).pluck();
  const keepHistory = database.prepare(SQL.keepHistory);
  const dropHistory = database.prepare(SQL.dropHistory);
  const isRevision = database.prepare(SQL.isRevision);
  const archive = database.prepare(SQL.archive);
  const isFlow = database.prepare(SQL.isFlow);
  const tags = database.prepare(SQL.tags);
  const dropTags = database.prepare(SQL.dropTags);
  const addTag = database.prepare(SQL.addTag);
  const dropTag = database.prepare<[string, string], string>(SQL.dropTag).pluck();
  const define = database.prepare(SQL.define);
  const publish = database.prepare(SQL.publish);
  const version = database.prepare(SQL.version);
  const versions = database.prepare(SQL.versions);
  const runCounts = database.prepare(SQL.runCounts);
  const definition = database.prepare<[string, string], string>(SQL.definition).pluck();
  const write = <Value>(work: () => Value): Promise<Value> => queue.add({ check: () => null, write: work });

  return {
    drafts: orgId => answerRead(() => drafts.all(orgId).map(row => StoredDraft.parse(row))),
    draft: (orgId, flowId) => answerRead(() => optional(draft.get(orgId, flowId), StoredDraft)),
    create: (orgId, flowId, flow, atUs, { base, ...origin } = {}) =>
      write((): Result<Draft, 'taken'> => {
        const { forkedFrom, importedHash } = origin;
        const from = [forkedFrom?.flowId ?? null, forkedFrom?.versionNo ?? null, forkedFrom?.versionHash ?? null];
        const { changes } = create.run(orgId, flowId, flow.name, JSON.stringify(flow), atUs, importedHash ?? null, ...from);
        if (changes === 1 && base !== undefined) define.run(orgId, flowHash(base), JSON.stringify(base));
        return changes === 1 ? ok({ flowId, flow, revision: 1, updatedAtUs: atUs, ...origin }) : refused('taken');
      }),
    save: (orgId, flowId, revision, flow, atUs, { importedHash, history: kept } = {}) =>
      write((): Result<Draft, 'no-such-flow' | 'revision-moved'> => {
        const { changes } = save.run(flow.name, JSON.stringify(flow), atUs, importedHash ?? null, orgId, flowId, revision);
        const now = optional(draft.get(orgId, flowId), StoredDraft);
        if (now === null) return refused('no-such-flow');
        if (changes === 0) return refused('revision-moved');
        if (kept === undefined) dropHistory.run(orgId, flowId);
        else keepHistory.run(orgId, flowId, now.revision, kept);
        return ok(now);
      }),
    history: (orgId, flowId, revision) => answerRead(() => history.get(orgId, flowId, revision) ?? null),
    keepHistory: (orgId, flowId, revision, kept) =>
      write(() => {
        if (isRevision.get(orgId, flowId, revision) === undefined) return false;
        keepHistory.run(orgId, flowId, revision, kept);
        return true;
      }),
    archive: (orgId, flowId, atUs) => write(() => archive.run(atUs, orgId, flowId).changes === 1),
    tags: orgId =>
      answerRead(() => {
        const found = new Map<FlowId, FlowTag[]>();
        for (const { flowId, tag } of tags.all(orgId).map(row => StoredTag.parse(row))) {
          const others = found.get(flowId);
          if (others === undefined) found.set(flowId, [tag]);
          else others.push(tag);
        }
        return found;
      }),
    setTags: (orgId, flowId, wished) =>
      write(() => {
        if (isFlow.get(orgId, flowId) === undefined) return false;
        dropTags.run(orgId, flowId);
        for (const tag of wished) addTag.run(orgId, flowId, tag);
        return true;
      }),
    renameTag: (orgId, from, to) =>
      write(() => {
        const flowIds = dropTag.all(orgId, from).map(flowId => FlowId.parse(flowId));
        if (to !== null) for (const flowId of flowIds) addTag.run(orgId, flowId, to);
        return flowIds;
      }),
    publish: (orgId, flowId, flow, by, message, atUs, pins = NO_PINS) =>
      write((): FlowVersion => {
        const versionHash = flowHash(flow);
        define.run(orgId, versionHash, JSON.stringify(flow));
        publish.run(orgId, flowId, orgId, flowId, versionHash, message, by, atUs, JSON.stringify(pins));
        return StoredVersion.parse(version.get(orgId, flowId, versionHash));
      }),
    versions: (orgId, flowId) => answerRead(() => versions.all(orgId, flowId).map(row => StoredVersion.parse(row))),
    runCounts: (orgId, flowId) =>
      answerRead(
        () =>
          new Map(
            runCounts
              .all(orgId, flowId)
              .map(row => RunCount.parse(row))
              .map(({ hash, runs }) => [hash, runs] as const),
          ),
      ),
    definition: (orgId, versionHash) => answerRead(() => optional(definition.get(orgId, versionHash), StoredFlow)),
  };
}

const optional = <Schema extends z.ZodType>(row: unknown, schema: Schema): z.output<Schema> | null =>
  row === undefined ? null : schema.parse(row);
