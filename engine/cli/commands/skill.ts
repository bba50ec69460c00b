import type { Command } from 'commander';
import { resolve } from 'node:path';
import { isJsonObject } from '../../base/json.ts';
import { parseJson } from '../../base/parse-json.ts';
import { checkPrompt } from '../../expression/check-prompt.ts';
import { checkOwnCode, nodeProgram } from '../../skills/coded/run-own-code.ts';
import type { OpenedSkills } from '../../skills/load-skills.ts';
import type { Skill } from '../../skills/skill.ts';
import { missesOf, trySkill, type SkillTrial } from '../../try-skill.ts';
import { CommandEnd } from '../exit.ts';
import { withWorkspace, type CommandOptions } from '../open-for-command.ts';
import { print, printJson, printTable } from '../print.ts';
import { readInput } from '../read-input.ts';
import { openShelves } from '../shelves.ts';

export function addSkill(program: Command): void {
  const skill = program.command('skill').description('what Sage can do: the skills that ship with the program, and the workspace’s own');
  const command = (words: string, description: string): Command =>
    skill.command(words).description(description).option('--workspace <folder>').option('--json', 'print one JSON document');
  command('list', 'list the skills, and what is wrong with those that were left out').action(list);
  command('show <name>', 'print what a skill does, takes and gives, and its prompt').action(show);
  command('check [name]', 'say what is wrong with the workspace’s own skills, or with one; its code is read, not run').action(check);
  command('new <name>', 'write a documented template into the workspace’s skills folder')
    .option('--coded', 'one that is code, not a prompt')
    .action(make);
  command('try <name>', 'ask a skill once, outside of any run; nothing is kept of it')
    .requiredOption('--input <file>', 'a JSON file with what the skill is given; “-” reads standard input')
    .option('--prompt <file>', 'a text file that stands in for the skill’s prompt')
    .action(tryOnce);
}

function list(options: CommandOptions): void {
  const { skills } = openShelves(options);
  const listed = skills.list().map(skill => ({ ...factsOf(skill, skills), title: skill.title }));
  if (options.json === true) {
    printJson({ skills: listed, trust: skills.trust(), problems: skills.problems() });
    return;
  }
  printTable(
    ['skill', 'kind', 'class', 'version', 'from', 'title'],
    listed.map(({ name, kind, modelClass, version, origin, title }) => [name, kind, modelClass, version, origin, title]),
  );
  tell(skills);
}

const factsOf = ({ name, version, kind, modelClass, effect, promptHash, codeVersion }: Skill, skills: OpenedSkills) => ({
  ...{ name, version, kind, modelClass, effect, promptHash, codeVersion },
  origin: skills.originOf(name),
});

/** What keeps the list from being whole. */
function tell(skills: OpenedSkills): void {
  const held = skills.own().length;
  if (skills.trust() === 'undecided' || skills.trust() === 'restricted')
    process.stderr.write(
      `This workspace brings ${held === 1 ? 'a skill' : `${String(held)} skills`} of its own, not used because you have not said that you trust it: see “atelier trust”.\n`,
    );
  for (const { severity, sentence } of skills.problems()) process.stderr.write(`${severity}: ${sentence}\n`);
}

function show(name: string, options: CommandOptions): void {
  const { skills } = openShelves(options);
  const skill = named(skills, name);
  const { title, description, input, output, prompt } = skill;
  const facts = { ...factsOf(skill, skills), place: skills.placeOf(name), title, description, input, output, prompt };
  if (options.json === true) printJson(facts);
  else
    print(
      [
        `${title} (${name}, version ${skill.version})`,
        description,
        `${skill.kind === 'coded' ? 'Code answers' : 'A model answers'}; model class ${skill.modelClass}; ${facts.origin}, in ${facts.place ?? ''}`,
        `\nIt is given:\n${JSON.stringify(input, null, 2)}`,
        `\nIt answers:\n${JSON.stringify(output, null, 2)}`,
        `\nPrompt:\n${prompt}`,
      ].join('\n'),
    );
}

function named(skills: OpenedSkills, name: string): Skill {
  const skill = skills.find(name);
  if (skill !== undefined) return skill;
  const why = skills.whyMissing?.(name);
  throw new CommandEnd(
    2,
    why ??
      `There is no skill “${name}”. There are ${skills
        .list()
        .map(known => known.name)
        .join(', ')}.`,
  );
}

async function check(name: string | undefined, options: CommandOptions): Promise<void> {
  const { skills } = openShelves(options);
  const found = skills.problems().filter(({ skill }) => name === undefined || skill === name);
  if (name !== undefined && found.length === 0) named(skills, name);
  if (skills.trust() === 'undecided' || skills.trust() === 'restricted')
    throw new CommandEnd(
      1,
      'This workspace is not trusted, so its own skills are neither used nor checked. “atelier trust” shows what it brings.',
    );
  const looked = skills.list().filter(skill => (name === undefined ? skills.originOf(skill.name) !== 'shipped' : skill.name === name));
  const problems = [...found];
  for (const skill of looked) {
    const place = skills.placeOf(skill.name) ?? '';
    const about = { skill: skill.name, place, severity: 'warning' as const };
    for (const { message } of checkPrompt(skill.prompt, skill.input)) problems.push({ ...about, sentence: `${place}: ${message}` });
    const file = skills.codeOf(skill.name);
    const fault = file === null ? null : await checkOwnCode({ node: nodeProgram() }, { file, skill: skill.name });
    if (fault !== null) problems.push({ ...about, severity: 'error', sentence: `${file ?? ''}: ${fault}` });
  }
  const isBad = problems.some(({ severity }) => severity === 'error');
  if (options.json === true) printJson({ problems });
  else
    print(
      problems.length === 0
        ? `${looked.length === 1 ? 'The skill is' : `${String(looked.length)} skills are`} in order.`
        : problems.map(({ severity, sentence }) => `${severity}: ${sentence}`).join('\n'),
    );
  if (isBad) process.exitCode = 1;
}

async function make(name: string, options: CommandOptions & { readonly coded?: boolean }): Promise<void> {
  const { skills } = openShelves(options);
  const made = await skills.create(name, options.coded === true ? 'coded' : 'prompt');
  if (!made.ok) throw new CommandEnd(2, made.error);
  const [file = ''] = made.value;
  if (options.json === true) printJson({ name, files: made.value });
  else
    print(
      `${made.value.map(path => resolve(path)).join('\n')}\nWritten. Change ${options.coded === true ? 'them' : resolve(file) === file ? 'it' : file}, then: atelier skill check ${name}`,
    );
}

async function tryOnce(name: string, options: CommandOptions & { readonly input: string; readonly prompt?: string }): Promise<void> {
  const text = options.input === '-' ? await readStandardInput() : await readInput(options.input);
  const parsed = parseJson(text);
  if (!parsed.ok || !isJsonObject(parsed.value))
    throw new CommandEnd(2, `${options.input} is not a JSON object: write { "field": value } with what the skill is given.`);
  const input = parsed.value;
  const prompt = options.prompt === undefined ? undefined : (await readInput(options.prompt)).trim();
  const trial = await withWorkspace(options, 'own', workspace =>
    trySkill({ skill: named(workspace.skills, name), input, prompt }, workspace, new AbortController().signal),
  );
  if (options.json === true) printJson(trialJson(trial));
  else tellTrial(trial);
  if (!trial.answer.ok)
    throw new CommandEnd(trial.inputProblems.length > 0 ? 2 : 1, options.json === true ? '' : trial.answer.error.message);
}

const trialJson = ({ answer, spent, ...trial }: SkillTrial) => ({
  ...trial,
  ...(answer.ok ? { output: answer.value.output, citations: answer.value.citations } : { error: answer.error }),
  misses: missesOf(spent),
  tokens: { input: spent.usage.inputTokens, output: spent.usage.outputTokens },
  costMicroUsd: spent.costMicroUsd,
});

function tellTrial({ answer, inputProblems, taken, spent, provider, modelId }: SkillTrial): void {
  for (const { path, message } of inputProblems) process.stderr.write(`${path === '' ? 'the input' : path}: ${message}\n`);
  if (!answer.ok) return;
  print(JSON.stringify(answer.value.output, null, 2));
  const tokens = `${String(spent.usage.inputTokens)} tokens read, ${String(spent.usage.outputTokens)} written`;
  process.stderr.write(
    `${provider === modelId ? provider : `${provider} ${modelId}`}: ${tokens}, $${(spent.costMicroUsd / 1_000_000).toFixed(4)}.\n`,
  );
  for (const { pointer, field, start, end } of taken)
    process.stderr.write(`${pointer} stands in ${field}, characters ${String(start)} to ${String(end)}.\n`);
}

async function readStandardInput(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
  return text;
}
