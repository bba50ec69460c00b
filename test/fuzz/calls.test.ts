import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { isContractProcedure } from '@orpc/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../engine/base/json.ts';
import { contract } from '../../engine/contract/contract.ts';
import { ROW_BATCHES } from '../../engine/contract/row-batches.ts';
import { openHost, type Host } from '../../engine/host/host.ts';
import { portPipe } from '../../engine/host/pipe.ts';
import { openTestWorkspace } from '../test-workspace.ts';
import { expectSentence } from './harmless.ts';
import { changed, hostileValue } from './hostile.ts';
import { starterDocuments } from './starter-documents.ts';

/** Every call of the contract, by its path. */
function callsOf(part: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (isContractProcedure(part)) return [path];
  return typeof part === 'object' && part !== null ? Object.entries(part).flatMap(([name, inner]) => callsOf(inner, [...path, name])) : [];
}

const CALLS = callsOf(contract);
const FLOWS = starterDocuments('flows');

type Call = (input: unknown) => Promise<unknown>;
type Calls = { readonly [name: string]: Calls } & Call;

describe('the door of a workspace', () => {
  let host: Host;
  let leave: () => Promise<void>;
  let client: Calls;
  const bugs: string[] = [];
  const known = { flowId: 'synthesize-session', runId: '', packetId: '', waitId: '', hash: '' };

  beforeAll(async () => {
    const opened = await openTestWorkspace();
    host = openHost(opened.workspace, { log: text => bugs.push(text) });
    const { port1, port2 } = new MessageChannel();
    host.attach(portPipe(port1));
    client = createORPCClient(new RPCLink({ port: port2, customJsonSerializers: [ROW_BATCHES] }));
    leave = async () => {
      port2.close();
      await host.close();
      await opened.leave();
    };
    const [packet] = (await client['packets']?.['list']?.({})) as { packetId: string }[]; // true: the contract's output
    known.packetId = packet?.packetId ?? '';
  });
  afterAll(() => leave());

  /** One call's input: what is likely right, with some of it hostile. */
  const input = fc
    .record({
      values: fc.dictionary(
        fc.constantFrom('flowId', 'runId', 'packetId', 'waitId', 'limit', 'mode', 'revision', 'hash', 'text'),
        hostileValue,
      ),
      flow: changed(FLOWS),
      answer: hostileValue,
    })
    .map(({ values, flow, answer }) => ({
      ...known,
      mode: 'draft',
      limit: 5,
      offset: 0,
      revision: 1,
      name: 'Hostile',
      message: 'x',
      fileName: 'x.flow.json',
      text: JSON.stringify(flow),
      flow,
      answer: { a: answer },
      payload: { a: answer },
      outcome: 'approve',
      comment: null,
      reason: null,
      product: 'catalyst',
      eventType: 'catalyst.purchase.confirmed',
      ...values,
    }));

  async function call(path: readonly string[], given: Json | object): Promise<void> {
    const call = path.reduce<Calls | undefined>((part, name) => part?.[name], client);
    try {
      const answer = await call?.(given);
      if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer) {
        const stream = answer as AsyncGenerator; // true: streams of the contract are generators
        await stream.return(undefined);
      }
    } catch (error) {
      expect(error).toBeInstanceOf(ORPCError);
      expectSentence(error instanceof Error ? error.message : '');
    }
  }

  it.each(CALLS.map(path => [path.join('.'), path] as const))(
    'takes anything at %s and answers or refuses, without a fault of its own',
    async (_name, path) => {
      await fc.assert(
        fc.asyncProperty(fc.oneof({ weight: 4, arbitrary: input }, { weight: 1, arbitrary: hostileValue }), async given =>
          call(path, given),
        ),
        { seed: 41, numRuns: 25 },
      );
      expect(bugs).toEqual([]);
    },
  );
});
