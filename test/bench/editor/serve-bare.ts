import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { build } from 'vite';
import { toCanvas } from '../../../renderer/canvas/to-canvas.ts';
import { wideFlow } from './wide-flow.ts';

/** The bare page, built and served with its nodes. */
export async function serveBare(
  folder: string,
  sizes: readonly number[],
): Promise<{ readonly address: string; readonly stop: () => void }> {
  const built = join(folder, 'bare');
  await build({
    root: import.meta.dirname,
    base: './',
    logLevel: 'error',
    configFile: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { outDir: built, emptyOutDir: true, rolldownOptions: { input: join(import.meta.dirname, 'bare.html') } },
  });
  for (const steps of sizes) {
    const { nodes, edges } = toCanvas(wideFlow(steps));
    await writeFile(
      join(built, `nodes-${String(steps)}.json`),
      JSON.stringify({
        nodes: nodes.map(({ id, position, width, height, handles, data }) => ({
          id,
          position,
          width,
          height,
          handles,
          data: { label: data.title },
        })),
        edges: edges.map(({ id, source, sourceHandle, target: to, targetHandle }) => ({
          id,
          source,
          sourceHandle,
          target: to,
          targetHandle,
          type: 'smoothstep',
        })),
      }),
    );
  }
  const files = sirv(built);
  const server = createServer((request, response) => files(request, response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return { address: `http://127.0.0.1:${String(address.port)}/bare.html`, stop: () => server.close() };
}
