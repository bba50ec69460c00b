// The thread behind `openWritingThread`: writes groups of jobs through a connection of its own, one group after another.
import Database from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';
import { prepareWriter } from './connection.ts';
import { openGroupWriter } from './group-writer.ts';
import { jobsOfText } from './job-text.ts';
import { openRunJobs, type RunJob } from './run-jobs.ts';
import { toldOutcome } from './told-outcome.ts';

if (parentPort === null) throw new Error('This module is a thread of the store and is not run by itself.');
const port = parentPort;
const database = new Database(workerData as string); // true: openWritingThread gives the file
prepareWriter(database);
const write = openGroupWriter(database);
const runJobs = openRunJobs(database);

port.on('message', (message: string | readonly RunJob[] | null) => {
  if (message !== null) {
    const jobs = typeof message === 'string' ? jobsOfText(message) : message;
    port.postMessage(write(jobs.map(job => runJobs.jobOf(job))).map(toldOutcome));
  } else {
    database.close();
    port.close();
  }
});
port.postMessage('ready');
