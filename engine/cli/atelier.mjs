#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node can read this far, finds the project's own Node 24 and hands over to it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';

if (Number(process.versions.node.split('.')[0]) >= 24) {
  // Types are stripped and modules compiled once and not at each start: 0.4 s instead of 1 s, and 20 MB less (measured).
  module.enableCompileCache();
  await import('./atelier.ts');
} else {
  const node = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (!existsSync(node)) {
    console.error(`atelier needs Node 24 or newer and this is ${process.version}. Run npm ci in its folder: that brings one.`);
    process.exit(2);
  }
  const { status } = spawnSync(node, [join(import.meta.dirname, 'atelier.mjs'), ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(status ?? 2);
}
