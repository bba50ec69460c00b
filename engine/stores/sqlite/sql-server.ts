// The process behind `startReader`: requests on standard input, a line each; replies on standard output, a line each.
import { createInterface } from 'node:readline';
import { writeSync } from 'node:fs';
import { replyTo } from './reply-to-reader.ts';
import { ReaderRequest } from './sql-request.ts';

const file = process.argv[2] ?? '';

for await (const line of createInterface({ input: process.stdin })) {
  const answer = Buffer.from(`${JSON.stringify(replyTo(ReaderRequest.parse(JSON.parse(line)), file))}\n`);
  for (let sent = 0; sent < answer.length;) sent += writeSync(1, answer, sent);
}
