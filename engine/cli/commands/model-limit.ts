import type { Command } from 'commander';
import { dollars } from '../../models/budget-error.ts';
import { DEFAULT_LIMITS, SpendingLimits } from '../../models/model-settings.ts';
import { CommandEnd } from '../exit.ts';
import type { CommandOptions } from '../open-for-command.ts';
import { print } from '../print.ts';
import { taken, withModels } from '../with-models.ts';

export function addModelLimit(model: Command): void {
  model
    .command('limit')
    .description('set what a run and a day may cost, in US dollars; “none” takes a limit away')
    .option('--run <dollars>')
    .option('--day <dollars>')
    .option('--workspace <folder>')
    .action((options: CommandOptions & { readonly run?: string; readonly day?: string }) =>
      withModels(options, async ({ modelDesk }) => {
        const now = modelDesk.settings().limits ?? DEFAULT_LIMITS;
        const limits = SpendingLimits.safeParse({
          perRunMicroUsd: options.run === undefined ? now.perRunMicroUsd : microUsd(options.run),
          perDayMicroUsd: options.day === undefined ? now.perDayMicroUsd : microUsd(options.day),
        });
        if (!limits.success) throw new CommandEnd(2, 'A limit is a sum in dollars from 0 to 1,000,000, such as 2.50, or “none”.');
        if (options.run !== undefined || options.day !== undefined) taken(await modelDesk.setLimits(limits.data));
        const words = (limit: number | null) => (limit === null ? 'as much as it takes' : `at most ${dollars(limit)}`);
        print(`A run may cost ${words(limits.data.perRunMicroUsd)}, a day ${words(limits.data.perDayMicroUsd)}.`);
      }),
    );
}

const microUsd = (text: string): number | null =>
  text === 'none' ? null : Math.round(Number(text === '' ? Number.NaN : text) * 1_000_000);
