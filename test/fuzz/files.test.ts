import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../../engine/open-workspace.ts';
import { settingsText, WorkspaceSettings } from '../../engine/workspace-settings.ts';
import { expectSentence, harmless } from './harmless.ts';
import { hostileText } from './hostile.ts';
import { starterDocuments } from './starter-documents.ts';
import { TRUST_ALL } from '../../engine/skills/trust-book.ts';

const SETTINGS = { format: 'atelier-workspace/1', name: 'x', orgId: 'local', orgName: 'x', me: 'user:me', roles: ['role:partner'] };
const SKILL = '---\nname: score_mission_fit\ndescription: x\n---\nScore it.';

/** Opens a workspace in a folder with these files in it. */
async function openedWith(files: Readonly<Record<string, string>>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-fuzz-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const opened = await openWorkspace({ trust: TRUST_ALL, folder, environment: {} });
    if (!opened.ok) {
      expectSentence(opened.error.sentence);
      return;
    }
    const workspace = opened.value;
    workspace.notices.forEach(expectSentence);
    expect(workspace.skills.list().length).toBeGreaterThan(0);
    expect(workspace.products.list().length).toBeGreaterThan(0);
    await workspace.packets.list();
    await workspace.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a workspace folder with hostile files', () => {
  it('opens with notices, or is refused in a sentence', async () => {
    const files = fc.record({
      'products/x.product.json': hostileText(starterDocuments('products')),
      'packets/x.packet.json': hostileText(starterDocuments('packets')),
      'skills/score_mission_fit/SKILL.md': hostileText([SKILL]),
    });
    await fc.assert(
      fc.asyncProperty(files, given =>
        harmless(() => openedWith({ 'workspace.json': settingsText(WorkspaceSettings.parse(SETTINGS)), ...given })),
      ),
      { seed: 61, numRuns: 40 },
    );
  });

  it('is refused in a sentence when its settings are wrong', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText([SETTINGS]), text => harmless(() => openedWith({ 'workspace.json': text }))),
      { seed: 62, numRuns: 40 },
    );
  });

  it('is refused in a sentence when its database is no database', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 2000 }), text =>
        harmless(() => openedWith({ 'workspace.json': settingsText(WorkspaceSettings.parse(SETTINGS)), 'atelier.db': text })),
      ),
      { seed: 63, numRuns: 10 },
    );
  });
});
