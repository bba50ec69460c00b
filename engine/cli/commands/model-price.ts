import type { Command } from 'commander';
import { OwnPrice } from '../../models/model-settings.ts';
import { RemoteProvider } from '../../models/provider.ts';
import { CommandEnd } from '../exit.ts';
import type { CommandOptions } from '../open-for-command.ts';
import { print } from '../print.ts';
import { taken, withModels } from '../with-models.ts';

interface PriceOptions extends CommandOptions {
  readonly input: string;
  readonly output: string;
  readonly cacheRead?: string;
  readonly source: string;
  readonly date?: string;
}

export function addModelPrice(model: Command): void {
  const price = model.command('price').description('what a model costs, where the shipped table is wrong or does not know it');
  price
    .command('set')
    .description('enter a price, in US dollars for a million tokens')
    .argument('<provider>')
    .argument('<model>')
    .requiredOption('--input <dollars>')
    .requiredOption('--output <dollars>')
    .option('--cache-read <dollars>', 'for input that the provider had kept; as other input when nothing is said')
    .requiredOption('--source <text>', 'where the figures are from')
    .option('--date <day>', 'as of which day, such as 2026-11-21; today when nothing is said')
    .option('--workspace <folder>')
    .action((provider: string, modelId: string, options: PriceOptions) =>
      withModels(options, async ({ modelDesk, clock }) => {
        const read = OwnPrice.safeParse({
          ...{ provider, modelId, input: dollarsOf(options.input), output: dollarsOf(options.output) },
          ...(options.cacheRead !== undefined && { cacheRead: dollarsOf(options.cacheRead) }),
          ...{ source: options.source, date: options.date ?? new Date(clock.nowUs() / 1000).toISOString().slice(0, 10) },
        });
        if (!read.success)
          throw new CommandEnd(2, FAULTS[String(read.error.issues[0]?.path[0])] ?? 'Prices are numbers of dollars from 0, such as 2.50.');
        taken(await modelDesk.setPrice(read.data));
        print(`${modelId} at ${provider}: $${String(read.data.input)} in, $${String(read.data.output)} out for a million tokens.`);
      }),
    );
  price
    .command('take-back')
    .description('go by the shipped table again')
    .argument('<provider>')
    .argument('<model>')
    .option('--workspace <folder>')
    .action((provider: string, modelId: string, options: CommandOptions) =>
      withModels(options, async ({ modelDesk }) => {
        const own = modelDesk.settings().prices?.find(each => each.provider === provider && each.modelId === modelId);
        if (own === undefined) throw new CommandEnd(1, `No price was entered for ${modelId} at ${provider}.`);
        taken(await modelDesk.removePrice(own));
        print(`${modelId} at ${provider} goes by the shipped table again.`);
      }),
    );
}

const dollarsOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** Where a price's numbers are not what is wrong. */
const FAULTS: Readonly<Partial<Record<string, string>>> = {
  provider: `There is no such provider with prices. The providers are ${RemoteProvider.options.join(', ')}.`,
  modelId: 'A model’s name has 1 to 200 characters.',
  source: '--source: say where the figures are from, so that they can be looked up again.',
  date: '--date: a day such as 2026-11-21.',
};
