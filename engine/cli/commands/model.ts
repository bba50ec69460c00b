import type { Command } from 'commander';
import { MODEL_CLASSES, type ModelClass } from '../../models/model.ts';
import { dollars } from '../../models/budget-error.ts';
import { chosenFor } from '../../models/choose-models.ts';
import { PROVIDER_FACTS } from '../../models/provider.ts';
import { testConnection } from '../../models/test-connection.ts';
import type { ModelsView } from '../../models-view.ts';
import type { Workspace } from '../../workspace.ts';
import { CommandEnd } from '../exit.ts';
import type { CommandOptions } from '../open-for-command.ts';
import { print, printJson, printTable } from '../print.ts';
import { viewOf, withModels } from '../with-models.ts';
import { addModelKey } from './model-key.ts';
import { addModelLimit } from './model-limit.ts';
import { addModelPrice } from './model-price.ts';
import { addModelUse } from './model-use.ts';

export function addModel(program: Command): void {
  const model = program.command('model').description('who answers for each model class, with what key, at what price, up to what sum');
  model
    .command('list')
    .description('list the model classes with provider, model, key and price, and what today has cost')
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action((options: CommandOptions) =>
      withModels(options, async workspace => {
        const view = await viewOf(workspace);
        if (options.json === true) printJson(view);
        else tell(view);
      }),
    );
  addModelUse(model);
  addModelKey(model);
  model
    .command('test')
    .description('ask the models one small question, and say whether they answer')
    .argument('[class]', `one of ${MODEL_CLASSES.join(', ')}; all when nothing is said`)
    .option('--workspace <folder>')
    .option('--json', 'print one JSON document')
    .action((modelClass: string | undefined, options: CommandOptions) =>
      withModels(options, workspace => test(workspace, modelClass, options)),
    );
  addModelLimit(model);
  addModelPrice(model);
}

function tell({ classes, limits, todayMicroUsd, vault, problem }: ModelsView): void {
  printTable(
    ['class', 'provider', 'model', 'key', 'price for a million tokens'],
    classes.map(({ modelClass, choice, remote, by }) => [
      modelClass,
      choice.provider,
      choice.provider === 'local-extractive' ? '' : `${choice.modelId}${by === 'environment' ? ' (by the environment)' : ''}`,
      remote === null ? 'none needed' : keyWords(remote.key),
      remote === null ? 'free' : priceWords(remote.price),
    ]),
  );
  const limit = (microUsd: number | null) => (microUsd === null ? 'no limit' : `at most ${dollars(microUsd)}`);
  print(`\nToday: ${dollars(todayMicroUsd)}. A run: ${limit(limits.perRunMicroUsd)}. A day: ${limit(limits.perDayMicroUsd)}.`);
  if (classes.every(({ remote }) => remote === null))
    print('The local model needs no key and no network, and nothing leaves this computer.');
  else print(vault.sentence);
  const warnings = classes.flatMap(({ modelClass, remote }) => (remote?.warnings ?? []).map(warning => `${modelClass}: ${warning}`));
  for (const warning of problem === null ? warnings : [problem, ...warnings]) process.stderr.write(`${warning}\n`);
}

type RemoteView = NonNullable<ModelsView['classes'][number]['remote']>;

const keyWords = (key: RemoteView['key']): string => {
  switch (key.kind) {
    case 'set':
      return 'set';
    case 'not-set':
      return key.needed ? 'NOT SET' : 'none';
    case 'environment':
      return `from ${key.variable}`;
    case 'unreadable':
      return 'cannot be read';
  }
};

const priceWords = (price: RemoteView['price']): string =>
  price === null
    ? 'not known'
    : `$${String(price.input)} in, $${String(price.output)} out (${price.by === 'you' ? price.source : 'table'}, ${price.date})`;

async function test({ models, modelDesk, budget, clock }: Workspace, asked: string | undefined, { json }: CommandOptions): Promise<void> {
  const classes = MODEL_CLASSES.filter(each => asked === undefined || each === asked);
  if (classes.length === 0)
    throw new CommandEnd(2, `There is no model class “${asked ?? ''}”. The classes are ${MODEL_CLASSES.join(', ')}.`);
  const told = new Map<unknown, ReturnType<typeof testConnection>>();
  const results: (Awaited<ReturnType<typeof testConnection>> & { readonly modelClass: ModelClass })[] = [];
  for (const modelClass of classes) {
    const { choice } = chosenFor(modelClass, modelDesk.settings(), modelDesk.environment);
    const title = choice.provider === 'local-extractive' ? 'this computer' : PROVIDER_FACTS[choice.provider].title;
    const name = JSON.stringify(choice);
    // Classes that share a model share its test.
    const asking =
      told.get(name) ??
      testConnection(budget.guard(models(modelClass), null), title, () => clock.nowUs() / 1000, new AbortController().signal);
    told.set(name, asking);
    results.push({ modelClass, ...(await asking) });
  }
  if (json === true) printJson({ tests: results });
  else for (const { modelClass, sentence } of results) print(`${modelClass}: ${sentence}`);
  if (results.some(({ ok }) => !ok)) throw new CommandEnd(1, '');
}
