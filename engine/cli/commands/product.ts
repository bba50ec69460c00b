import type { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { environmentSecrets } from '../../base/secrets.ts';
import { defaultWorkspaceFolder } from '../../default-workspace-folder.ts';
import { SHIPPED_RESOURCES } from '../../open-workspace.ts';
import { openProducts } from '../../products/load-products.ts';
import { manifestFaults } from '../../products/manifest-faults.ts';
import { importOpenApi } from '../../products/openapi/import-openapi.ts';
import { ProductName } from '../../products/product.ts';
import { readManifest } from '../../products/read-manifest.ts';
import { readWorkspaceSettings } from '../../workspace-settings.ts';
import { CommandEnd } from '../exit.ts';
import type { CommandOptions } from '../open-for-command.ts';
import { print, printJson, printTable } from '../print.ts';
import { readInput } from '../read-input.ts';

export function addProduct(program: Command): void {
  const product = program.command('product').description('registered systems: what they can be asked to do, and where they answer');
  product
    .command('list')
    .description('list the products, and whether their actions are called or simulated')
    .option('--workspace <folder>', 'whose products count besides the shipped ones')
    .option('--json', 'print one JSON document')
    .action(list);
  product
    .command('check')
    .description('say what is wrong with a manifest')
    .argument('<file>', 'a .product.json file')
    .option('--json', 'print one JSON document')
    .action(check);
  product
    .command('import')
    .description('make a manifest from an OpenAPI 3.0 or 3.1 document')
    .argument('<file>', 'the document, JSON or YAML')
    .requiredOption('--product <name>', "the product's name in flows, such as crm")
    .option('--title <text>', "the product's name for people; the document's title when nothing is said")
    .option('--only <names...>', 'operations to take, by operationId, action or tag')
    .option('--out <manifest>', 'write the manifest to this file instead of standard output')
    .option('--json', 'print one JSON document with the manifest and what was lost')
    .action(importFile);
}

function list(options: CommandOptions): void {
  const folder = options.workspace ?? defaultWorkspaceFolder(process.env);
  const settings = readWorkspaceSettings(folder, userInfo().username);
  if (!settings.ok) throw new CommandEnd(2, settings.error);
  const products = openProducts([join(SHIPPED_RESOURCES, 'products'), join(folder, 'products')], () => performance.now());
  const secrets = environmentSecrets(process.env);
  const connections = settings.value.settings.products ?? {};
  const listed = products.list().map(({ product, title, actions, events }) => {
    const connection = Object.hasOwn(connections, product) ? connections[product] : undefined;
    const refs = [connection?.secretRef, connection?.token?.secretRef].filter(ref => ref !== undefined);
    return {
      product,
      title,
      url: connection?.url ?? null,
      missingSecrets: refs.filter(ref => secrets.find(ref) === null),
      actions: Object.entries(actions).map(([action, { title: of, effect, delivery = 'call' }]) => ({
        action,
        title: of,
        effect,
        delivery,
      })),
      events: Object.keys(events),
    };
  });
  const problems = products.problems();
  if (options.json === true) {
    printJson({ products: listed, problems });
    return;
  }
  printTable(
    ['product', 'title', 'actions', 'events', 'live runs'],
    listed.map(({ product, title, url, missingSecrets, actions, events }) => [
      product,
      title,
      actions.length,
      events.length,
      url === null ? 'simulated' : `call ${url}${missingSecrets.length === 0 ? '' : `, but ${missingSecrets.join(' and ')} is not set`}`,
    ]),
  );
  for (const problem of problems) process.stderr.write(`${problem}\n`);
}

async function check(file: string, options: CommandOptions): Promise<void> {
  const read = readManifest(await readInput(file));
  const problems = read.ok ? manifestFaults(read.value) : [{ severity: 'error' as const, message: read.error }];
  if (options.json === true) printJson({ problems });
  else if (problems.length === 0) print(`${file}: no problems.`);
  else for (const { severity, message } of problems) print(`${file}: ${severity}: ${message}`);
  if (!read.ok) throw new CommandEnd(1, '');
}

async function importFile(
  file: string,
  options: CommandOptions & { readonly product: string; readonly title?: string; readonly only?: readonly string[]; readonly out?: string },
): Promise<void> {
  const product = ProductName.safeParse(options.product);
  if (!product.success)
    throw new CommandEnd(2, `“${options.product}” is no product's name. It is lower case and begins with a letter, such as crm.`);
  const imported = importOpenApi(await readInput(file), { product: product.data, title: options.title, only: options.only });
  if (!imported.ok) throw new CommandEnd(2, `${file}: ${imported.error}`);
  const { manifest, servers, notes } = imported.value;
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  if (options.out !== undefined) await write(options.out, text);
  if (options.json === true) {
    printJson({ manifest, servers, notes });
    return;
  }
  if (options.out === undefined) process.stdout.write(text);
  const count = Object.keys(manifest.actions).length;
  const told = [
    ...notes,
    `${manifest.title}: ${count === 1 ? 'one action' : `${String(count)} actions`}${options.out === undefined ? '' : `, written to ${options.out}`}.`,
    `To call it, give it an address under “products” in workspace.json: "${product.data}": { "url": ${JSON.stringify(servers[0] ?? 'https://…')}, "token": { "secretRef": "env:${product.data.replace(/-/g, '_').toUpperCase()}_TOKEN" } }. Until then it is simulated.`,
  ];
  process.stderr.write(`${told.join('\n')}\n`);
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (fault) {
    const exists = fault instanceof Error && 'code' in fault && fault.code === 'EEXIST';
    throw new CommandEnd(
      2,
      exists
        ? `${path} is there already and was left as it is. Name another file, or remove it first.`
        : `${path} cannot be written: ${fault instanceof Error ? fault.message : String(fault)}.`,
    );
  }
}
