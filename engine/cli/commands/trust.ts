import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { defaultWorkspaceFolder } from '../../default-workspace-folder.ts';
import { personsTrustBook } from '../../skill-trust.ts';
import type { OpenedSkills, SkillTrust } from '../../skills/load-skills.ts';
import { CommandEnd } from '../exit.ts';
import type { CommandOptions } from '../open-for-command.ts';
import { print, printJson } from '../print.ts';
import { openShelves } from '../shelves.ts';

interface TrustOptions extends CommandOptions {
  readonly yes?: boolean;
  readonly refuse?: boolean;
  readonly forget?: boolean;
}

export function addTrust(program: Command): void {
  program
    .command('trust')
    .description('show what skills a workspace brings along, and decide whether they are used')
    .option('--yes', 'trust it without being asked')
    .option('--refuse', 'use only the skills that ship with the program')
    .option('--forget', 'take the decision back, so that it is asked again')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document; decides nothing by itself')
    .addHelpText(
      'after',
      '\nThe decision is kept in your own settings, never in the workspace. ATELIER_TRUST=1 trusts a workspace for one command and notes nothing.',
    )
    .action(decide);
}

async function decide(options: TrustOptions): Promise<void> {
  const folder = resolve(options.workspace ?? defaultWorkspaceFolder(process.env));
  if (!existsSync(folder)) throw new CommandEnd(2, `There is no folder ${folder}, so there is nothing to trust.`);
  if ([options.yes, options.refuse, options.forget].filter(chosen => chosen === true).length > 1)
    throw new CommandEnd(2, 'Of --yes, --refuse and --forget say one.');
  const book = personsTrustBook(process.env);
  const { skills } = openShelves(options);
  const wish = wishOf(options);
  if (wish === 'forget') await book.forget(folder);
  else if (wish !== null) await book.write(folder, wish, userInfo().username, Date.now() * 1000);
  else if (options.json !== true) {
    print(whatItBrings(folder, skills));
    if (skills.own().length === 0 || skills.trust() === 'trusted') return;
    const answer = await ask();
    await book.write(folder, answer, userInfo().username, Date.now() * 1000);
  }
  skills.forget();
  if (options.json === true) printJson({ folder, trust: skills.trust(), own: skills.own() });
  else print(DECIDED[skills.trust()]);
}

const wishOf = ({ yes, refuse, forget }: TrustOptions): 'trusted' | 'restricted' | 'forget' | null =>
  yes === true ? 'trusted' : refuse === true ? 'restricted' : forget === true ? 'forget' : null;

const DECIDED: Readonly<Record<SkillTrust, string>> = {
  trusted: 'You trust this workspace: its own skills are used. “atelier trust --forget” takes that back.',
  restricted: 'Restricted: only the skills that ship with the program are used. “atelier trust --yes” changes that.',
  undecided: 'Nothing is decided: only the skills that ship with the program are used, until you say otherwise.',
  nothing: 'This workspace brings no skills of its own.',
};

function whatItBrings(folder: string, skills: OpenedSkills): string {
  const own = skills.own();
  if (own.length === 0) return `${folder} brings no skills of its own, so there is nothing to decide.`;
  const lines = own.map(({ name, title, kind, replaces, author }) =>
    [
      `  ${title} (${name}): ${kind === 'coded' ? 'code that runs on this computer' : 'a prompt'}`,
      replaces ? ', in place of the shipped skill of that name' : '',
      author === null || author === '' ? '' : `, by ${author}, as it says of itself`,
    ].join(''),
  );
  const code = own.some(({ kind }) => kind === 'coded')
    ? ' Code runs in a process of its own, without files, network or secrets; it sees the evidence it is given and may ask your models with it.'
    : '';
  return `${folder} brings along:\n${lines.join('\n')}\nPrompts decide what your models are asked and what they answer.${code}\nTrust it when you know whom it comes from.\n${DECIDED[skills.trust()]}`;
}

async function ask(): Promise<'trusted' | 'restricted'> {
  if (!process.stdin.isTTY) throw new CommandEnd(1, 'Nobody is here to be asked. Say --yes or --refuse.');
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await reader.question('Trust it? [y/N] ')).trim()) ? 'trusted' : 'restricted';
  } finally {
    reader.close();
  }
}
