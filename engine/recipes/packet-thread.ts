// The thread behind `openThread`: documents are read and large packets parsed here, so that whoever asks goes on meanwhile.
import { parentPort } from 'node:worker_threads';
import type { PacketDocument } from '../packet/packet.ts';
import { doTask } from './do-task.ts';
import type { Question, Reply } from './thread-messages.ts';

const kept = new Map<string, PacketDocument>();
const reply = (message: Reply): void => parentPort?.postMessage(message, transferOf(message));

parentPort?.on('message', ({ id, task }: Question) => {
  const onStep: Parameters<typeof doTask>[1]['onStep'] = step => reply({ id, kind: 'step', step });
  doTask(task, { kept, nowMs: () => performance.now(), onStep }).then(
    answer => reply({ id, kind: 'answer', answer }),
    (error: unknown) => reply({ id, kind: 'fault', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

/** A packet's file goes over without being copied. */
function transferOf(message: Reply): ArrayBuffer[] {
  const { answer } = message.kind === 'answer' ? (message as { readonly answer: Answered }) : { answer: null };
  const file = answer?.file ?? (answer?.value instanceof Uint8Array ? answer.value : null);
  return file instanceof Uint8Array && file.buffer instanceof ArrayBuffer ? [file.buffer] : [];
}

/** The part of an answer that may hold a file: a build, or a changed packet. */
type Answered = { readonly file?: unknown; readonly value?: unknown } | null;
