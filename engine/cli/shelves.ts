import { userInfo } from 'node:os';
import { join } from 'node:path';
import { defaultWorkspaceFolder } from '../default-workspace-folder.ts';
import { SHIPPED_RESOURCES } from '../open-workspace.ts';
import { personsTrustBook } from '../skill-trust.ts';
import { openProducts } from '../products/load-products.ts';
import { BUILT_IN_SKILLS } from '../skills/built-in-skills.ts';
import { nodeProgram, openOwnCode } from '../skills/coded/run-own-code.ts';
import { openSkills } from '../skills/load-skills.ts';
import { writeWithFolders } from '../stores/folder/write-file-whole.ts';
import type { Workspace } from '../workspace.ts';
import type { CommandOptions } from './open-for-command.ts';

/** Skills and products without opening the database: checking a file must work beside a running window. */
export function openShelves(options: CommandOptions): Pick<Workspace, 'skills' | 'products'> {
  const folder = options.workspace ?? defaultWorkspaceFolder(process.env);
  const book = personsTrustBook(process.env);
  return {
    skills: openSkills({
      shippedFolder: join(SHIPPED_RESOURCES, 'skills'),
      workspaceFolder: join(folder, 'skills'),
      coded: BUILT_IN_SKILLS,
      nowMs: () => performance.now(),
      runOwnCode: openOwnCode({ node: nodeProgram() }),
      writeWhole: writeWithFolders,
      trust: {
        decision: () => book.read(folder)?.decision ?? 'undecided',
        give: () => book.write(folder, 'trusted', userInfo().username, Date.now() * 1000),
      },
    }),
    products: openProducts([join(SHIPPED_RESOURCES, 'products'), join(folder, 'products')], () => performance.now()),
  };
}
