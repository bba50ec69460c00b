import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js';
import workerAddress from 'elkjs/lib/elk-worker.min.js?url';

let elk: Promise<ELK> | null = null;

/** Lays out a graph in a worker. Worker and code (1.6 MB) are fetched at the first call and stay. Fails when the worker cannot start or take the graph. */
export async function layOutGraph(graph: ElkNode): Promise<ElkNode> {
  elk ??= import('elkjs/lib/elk-api.js').then(({ default: Elk }) => new Elk({ workerFactory: () => new Worker(workerAddress) }));
  return await (await elk).layout(graph);
}
