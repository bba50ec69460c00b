import { build } from 'vite';
import { bundleConfig } from './vite.config.ts';

// One build makes one format: the processes are modules, the page's preload is CommonJS.
for (const part of ['processes', 'preload'] as const) await build(bundleConfig(part));
