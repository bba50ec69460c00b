import type { Command } from 'commander';
import { KeyOwner } from '../../models/model-settings.ts';
import { RemoteProvider } from '../../models/provider.ts';
import type { Workspace } from '../../workspace.ts';
import { CommandEnd } from '../exit.ts';
import type { CommandOptions } from '../open-for-command.ts';
import { print } from '../print.ts';
import { canAsk, readSecret, typedUnseen } from '../read-secret.ts';
import { taken, withModels } from '../with-models.ts';

interface KeyOptions extends CommandOptions {
  readonly address?: string;
  readonly name?: string;
}

export function addModelKey(model: Command): void {
  const key = model.command('key').description('keys of providers, kept in the keychain of this computer or in an encrypted file');
  const withOwner = (command: Command) =>
    command
      .argument('<provider>', RemoteProvider.options.join(', '))
      .option('--address <url>', 'of the server the key is for, when it is not the provider’s own')
      .option('--name <name>', 'for a second account at the same provider')
      .option('--workspace <folder>');
  withOwner(key.command('set').description('set or replace a key, read from standard input')).action(
    (provider: string, options: KeyOptions) =>
      withModels(options, async workspace => {
        const of = ownerOf(provider, options);
        await unlock(workspace);
        taken(await workspace.modelDesk.setKey(of, await readSecret(`Key for ${provider} (it is not shown): `)));
        print(`The key for ${provider} is set. ${(await workspace.modelDesk.vault.state()).sentence}`);
      }),
  );
  withOwner(key.command('delete').description('delete a key')).action((provider: string, options: KeyOptions) =>
    withModels(options, async workspace => {
      if (!taken(await workspace.modelDesk.removeKey(ownerOf(provider, options))))
        throw new CommandEnd(1, `No key is set for ${provider} there.`);
      print(`The key for ${provider} is deleted.`);
    }),
  );
}

function ownerOf(provider: string, { address, name }: KeyOptions): KeyOwner {
  if (!RemoteProvider.safeParse(provider).success)
    throw new CommandEnd(2, `There is no provider “${provider}” with keys. The providers are ${RemoteProvider.options.join(', ')}.`);
  const read = KeyOwner.safeParse({
    provider,
    ...(address !== undefined && { baseUrl: address }),
    ...(name !== undefined && { key: name }),
  });
  if (!read.success) throw new CommandEnd(2, read.error.issues[0]?.message ?? 'This does not fit.');
  return read.data;
}

/** Asks for the passphrase of a file of keys where a person sits; else the vault says which variable it reads. */
async function unlock({ modelDesk }: Workspace): Promise<void> {
  const { lock, sentence } = await modelDesk.vault.state();
  if (lock === 'open' || !canAsk()) return;
  process.stderr.write(`${sentence}\n`);
  const passphrase = await typedUnseen(lock === 'new' ? 'Choose a passphrase for it: ' : 'Its passphrase: ');
  if (lock === 'new' && (await typedUnseen('The same again: ')) !== passphrase)
    throw new CommandEnd(2, 'These were not the same. Nothing was changed.');
  taken(await modelDesk.unlock(passphrase));
}
