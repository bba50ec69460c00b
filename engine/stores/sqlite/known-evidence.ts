import type { Database } from 'better-sqlite3';
import type { Hash } from '../../base/hash.ts';
import type { OrgId } from '../../base/ids.ts';

/** What of a new run's flow and packet the database has already. Neither is ever removed, so what is there stays there. */
export interface KnownEvidence {
  hasDefinition(orgId: OrgId, versionHash: Hash): boolean;
  hasPacket(orgId: OrgId, packetHash: Hash): boolean;
}

export function openKnownEvidence(database: Database): KnownEvidence {
  const definition = database.prepare('SELECT 1 FROM atelier_definitions WHERE org_id = ? AND version_hash = ?').pluck();
  const packet = database.prepare('SELECT 1 FROM atelier_packets WHERE org_id = ? AND packet_hash = ?').pluck();
  return {
    hasDefinition: (orgId, versionHash) => definition.get(orgId, versionHash) !== undefined,
    hasPacket: (orgId, packetHash) => packet.get(orgId, packetHash) !== undefined,
  };
}
