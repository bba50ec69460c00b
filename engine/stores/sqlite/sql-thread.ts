// The thread behind `startReader` where no process can be started: requests and replies as texts.
import { parentPort, workerData } from 'node:worker_threads';
import { replyTo } from './reply-to-reader.ts';
import { ReaderRequest } from './sql-request.ts';

parentPort?.on('message', (line: string) => {
  parentPort?.postMessage(JSON.stringify(replyTo(ReaderRequest.parse(JSON.parse(line)), String(workerData))));
});
