import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { Actor, OrgId } from './base/ids.ts';
import { ok, refused, type Result } from './base/result.ts';
import { ModelSettings } from './models/model-settings.ts';
import { ProductName } from './products/product.ts';
import { ProductConnection } from './products/product-connection.ts';

/** `workspace.json`: who this workspace is, as a file that a person may edit. */
export const WorkspaceSettings = z.strictObject({
  format: z.literal('atelier-workspace/1'),
  name: z.string().min(1).max(200),
  orgId: OrgId,
  orgName: z.string().min(1).max(200),
  /** Who sits at this computer. */
  me: Actor,
  /** Roles that `me` may answer for. */
  roles: z.array(Actor).max(100),
  /** By product. */
  products: z.record(ProductName, ProductConnection).optional(),
  models: ModelSettings.optional(),
});
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>;

export const settingsFile = (folder: string): string => join(folder, 'workspace.json');

/** The workspace's settings, or what a new workspace starts with. The error is a sentence. */
export function readWorkspaceSettings(
  folder: string,
  userName: string,
): Result<{ readonly settings: WorkspaceSettings; readonly isNew: boolean }, string> {
  const file = settingsFile(folder);
  if (!existsSync(file)) return ok({ settings: startSettings(folder, userName), isNew: true });
  try {
    const read = WorkspaceSettings.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (read.success) return ok({ settings: read.data, isNew: false });
    const [issue] = read.error.issues;
    return refused(
      `${file} is not a workspace's settings: ${issue === undefined ? 'it does not fit' : `${issue.path.join('.') || 'the file'}: ${issue.message}`}. Correct it, or move it away to start with new settings.`,
    );
  } catch (fault) {
    return refused(
      `${file} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}. Correct it, or move it away to start with new settings.`,
    );
  }
}

export const settingsText = (settings: WorkspaceSettings): string => `${JSON.stringify(settings, null, 2)}\n`;

function startSettings(folder: string, userName: string): WorkspaceSettings {
  const me = Actor.safeParse(`user:${userName.replace(/[^A-Za-z0-9._-]/g, '-')}`);
  return {
    format: 'atelier-workspace/1',
    name: basename(folder),
    orgId: OrgId.parse('local'),
    orgName: 'This computer',
    me: me.success ? me.data : Actor.parse('user:me'),
    roles: START_ROLES.map(role => Actor.parse(role)),
  };
}

/** Whom the starter flows ask: at first one person answers for all of them. */
const START_ROLES = ['role:facilitator', 'role:partner', 'role:account-lead', 'role:program-manager'];
