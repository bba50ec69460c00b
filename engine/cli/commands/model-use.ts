import type { Command } from 'commander';
import { MODEL_CLASSES } from '../../models/model.ts';
import { ModelChoice } from '../../models/model-settings.ts';
import { PROVIDERS } from '../../models/provider.ts';
import { CommandEnd } from '../exit.ts';
import type { CommandOptions } from '../open-for-command.ts';
import { print } from '../print.ts';
import { taken, viewOf, withModels } from '../with-models.ts';

interface UseOptions extends CommandOptions {
  readonly address?: string;
  readonly keyName?: string;
  readonly maxOutput?: string;
  readonly temperature?: string;
  readonly structured?: string;
  readonly stream?: boolean;
  readonly timeLimit?: string;
}

export function addModelUse(model: Command): void {
  model
    .command('use')
    .description('choose who answers for a model class')
    .argument('<class>', `one of ${MODEL_CLASSES.join(', ')}, or all`)
    .argument('<provider>', `local, ${PROVIDERS.filter(each => each !== 'local-extractive').join(', ')}`)
    .argument('[model]', 'as the provider names it, with its version')
    .option('--address <url>', 'of a server that speaks the provider’s language, up to and with the version')
    .option('--key-name <name>', 'for a second account at the same provider')
    .option('--max-output <tokens>', 'the longest answer, or “none” to leave it to the provider')
    .option('--temperature <number>', 'or “none” for models that take none')
    .option('--structured <how>', '“schema”: the provider holds answers to the schema; “prompt”: it is only told')
    .option('--stream', 'receive answers in pieces')
    .option('--time-limit <seconds>', 'for one call')
    .option('--workspace <folder>')
    .action((modelClass: string, provider: string, modelId: string | undefined, options: UseOptions) =>
      withModels(options, async workspace => {
        const classes = MODEL_CLASSES.filter(each => modelClass === 'all' || each === modelClass);
        if (classes.length === 0)
          throw new CommandEnd(
            2,
            `There is no model class “${modelClass}”. The classes are ${MODEL_CLASSES.join(', ')}; “all” means each of them.`,
          );
        const choice = choiceOf(provider, modelId, options);
        taken(await workspace.modelDesk.choose(classes, choice));
        const chosen = (await viewOf(workspace)).classes.find(each => each.modelClass === classes[0]);
        print(
          `${classes.join(', ')}: ${choice.provider === 'local-extractive' ? 'the local model' : `${choice.modelId} at ${chosen?.remote?.title ?? choice.provider}`}.`,
        );
        if (chosen?.remote?.key.kind === 'not-set' && chosen.remote.key.needed)
          process.stderr.write(`It needs a key: atelier model key set ${choice.provider}\n`);
        for (const warning of chosen?.remote?.warnings ?? []) process.stderr.write(`${warning}\n`);
      }),
    );
}

function choiceOf(provider: string, modelId: string | undefined, options: UseOptions): ModelChoice {
  if (provider === 'local' || provider === 'local-extractive') return { provider: 'local-extractive' };
  if (!PROVIDERS.some(each => each === provider))
    throw new CommandEnd(2, `There is no provider “${provider}”. The providers are local, ${PROVIDERS.slice(1).join(', ')}.`);
  if (modelId === undefined)
    throw new CommandEnd(2, `Name the model too, as ${provider} does: atelier model use <class> ${provider} <model>`);
  const read = ModelChoice.safeParse({
    ...{ provider, modelId },
    ...(options.address !== undefined && { baseUrl: options.address }),
    ...(options.keyName !== undefined && { key: options.keyName }),
    ...(options.maxOutput !== undefined && { maxOutputTokens: numberOrNone(options.maxOutput) }),
    ...(options.temperature !== undefined && { temperature: numberOrNone(options.temperature) }),
    ...(options.structured !== undefined && { structured: options.structured }),
    ...(options.stream !== undefined && { stream: options.stream }),
    ...(options.timeLimit !== undefined && { timeoutMs: Number(options.timeLimit) * 1000 }),
  });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const part = OPTION_OF[String(issue?.path[0])];
  if (part === undefined) throw new CommandEnd(2, issue?.message ?? 'This does not fit.');
  throw new CommandEnd(2, `${part.option}: ${part.rule ?? issue?.message ?? 'this does not fit.'}`);
}

/** The option that sets a part of a choice; with the rule for what is a number, where a schema says less. */
const OPTION_OF: Readonly<Partial<Record<string, { readonly option: string; readonly rule?: string }>>> = {
  maxOutputTokens: { option: '--max-output', rule: 'a whole number of tokens from 1 to 1,000,000, or “none”.' },
  temperature: { option: '--temperature', rule: 'a number from 0 to 2, or “none”.' },
  structured: { option: '--structured', rule: '“schema” or “prompt”.' },
  timeoutMs: { option: '--time-limit', rule: 'a number of seconds from 1 to 3,600.' },
  key: { option: '--key-name' },
  baseUrl: { option: '--address' },
};

const numberOrNone = (text: string): number | null => (text === 'none' ? null : Number(text));
