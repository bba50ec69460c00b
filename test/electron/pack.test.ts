import { execFile, fork } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';

const ROOT = join(import.meta.dirname, '..', '..');
const HERE = `${process.platform}-${process.arch}`;

/** The archive's own package, which the packer brings along. */
const asar = createRequire(join(ROOT, 'node_modules/app-builder-lib/package.json'))('@electron/asar') as {
  listPackage(file: string, options: object): string[];
  extractAll(file: string, folder: string): void;
}; // true: its documented interface

let folder: string;
let packed: string;
let archive: readonly string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-pack-'));
  packed = await pack();
  archive = asar.listPackage(join(packed, 'app.asar'), {});
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Makes the unpacked application as `electron-builder.yml` says, with a stand-in for Electron's program: the fuses, which are bytes of that
 * program, are left alone. Gives the folder with the archive.
 */
async function pack(): Promise<string> {
  const { electronFuses: _fuses, ...config } = parse(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')) as Record<string, unknown>; // true: the file is a mapping
  const output = join(folder, 'packages');
  const configFile = join(folder, 'builder.yml');
  writeFileSync(configFile, stringify({ ...config, electronDist: standInElectron(), directories: { output } }));
  const builder = join(ROOT, 'node_modules', '.bin', 'electron-builder');
  await promisify(execFile)(builder, ['--dir', '--publish', 'never', '--config', configFile], { cwd: ROOT });
  const [unpacked = ''] = readdirSync(output).filter(name => name.endsWith('unpacked'));
  return join(output, unpacked, 'resources');
}

function standInElectron(): string {
  const dist = join(folder, 'electron');
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8')) as { version: string }; // true: npm asks for it
  for (const name of ['resources', 'locales']) mkdirSync(join(dist, name), { recursive: true });
  for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox', 'LICENSE', 'LICENSES.chromium.html'])
    writeFileSync(join(dist, name), '');
  writeFileSync(join(dist, 'version'), version);
  chmodSync(join(dist, 'electron'), 0o755);
  return dist;
}

describe('The packed application', () => {
  it('holds the shell, the window and what ships with the program', () => {
    expect(archive).toContain('/package.json');
    for (const name of ['main.js', 'preload.cjs', 'host-process.js']) expect(archive).toContain(`/dist/electron/${name}`);
    expect(archive).toContain('/dist/renderer/index.html');
    expect(archive.filter(path => path.startsWith('/resources/flows/'))).not.toHaveLength(0);
    expect(archive.filter(path => path.endsWith('/SKILL.md'))).not.toHaveLength(0);
  });

  it('holds the licences of the packages that are bundled into it, with their texts', () => {
    expect(archive).toContain('/dist/electron/licences.md');
    expect(archive).toContain('/dist/renderer/licences.md');
    const window = readFileSync(join(ROOT, 'dist/renderer/licences.md'), 'utf8');
    expect(window).toMatch(/^## elkjs .*EPL-2\.0/m);
    expect(window).toContain('Eclipse Public License');
  });

  it('holds the machine code of database and keychain for this platform only, as files beside the archive', () => {
    const code = archive.filter(path => path.endsWith('.node')).toSorted();
    const keyring = new RegExp(`^/node_modules/@napi-rs/keyring-${HERE}[a-z-]*/keyring\\.${HERE}[a-z-]*\\.node$`);
    expect(code.at(-1)).toBe(`/node_modules/better-sqlite3/prebuilds/${HERE}.node`);
    expect(code.length).toBeGreaterThan(1);
    for (const path of code.slice(0, -1)) expect(path).toMatch(keyring);
    for (const path of code) expect(existsSync(join(packed, 'app.asar.unpacked', path))).toBe(true);
  });

  it('holds no sources, no tests, and no package that is in the bundles', () => {
    expect(archive.filter(path => /\.(ts|tsx|map)$/.test(path))).toEqual([]);
    expect(archive.filter(path => /^\/(test|engine|renderer|electron|docs)(\/|$)/.test(path))).toEqual([]);
    expect(archive.filter(path => /^\/node_modules\/[^/]+$/.test(path)).toSorted()).toEqual([
      '/node_modules/@napi-rs',
      '/node_modules/@pydantic',
      '/node_modules/better-sqlite3',
    ]);
  });

  it('opens a workspace with what it holds and nothing else', async () => {
    const alone = join(folder, 'alone');
    asar.extractAll(join(packed, 'app.asar'), alone);
    const host = fork(join(alone, 'dist/electron/host-process.js'), [], {
      cwd: alone,
      execArgv: ['--import', join(import.meta.dirname, 'stand-in/parent-port.ts')],
    });
    const told = new Promise(resolve => host.once('message', resolve));
    host.send({ kind: 'open', folder: join(folder, 'Studio'), resourcesFolder: join(alone, 'resources') });

    expect(await told).toEqual({ kind: 'opened' });
    expect(readdirSync(join(folder, 'Studio'))).toContain('packets');
    const ended = new Promise(resolve => host.once('exit', resolve));
    host.send({ kind: 'close' });
    expect(await ended).toBe(0);
  });
});
