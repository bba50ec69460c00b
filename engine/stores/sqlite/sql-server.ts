// The process behind `openSqlAsker`: requests on standard input, a line each; replies on standard output, a line each.
import { createInterface } from 'node:readline';
import { writeSync } from 'node:fs';
import { answerOn, openReading, problemIn } from './answer-sql.ts';
import { scanRows } from './scan-rows.ts';
import { problemOf } from './sql-problem.ts';
import { ReaderRequest, type ReaderReply } from './sql-request.ts';

const file = process.argv[2] ?? '';

function reply(request: ReaderRequest): ReaderReply {
  try {
    // A connection for each question: one that was kept would hold what it read against the writer's checkpoints.
    const database = openReading(file);
    try {
      database.pragma('mmap_size = 1073741824');
      switch (request.kind) {
        case 'ask': {
          const answer = answerOn(database, file, request);
          return answer.ok ? { kind: 'table', table: answer.value } : { kind: 'problem', problem: answer.error };
        }
        case 'check': {
          const problem = problemIn(database, file, request.sql);
          return problem === null ? { kind: 'fine' } : { kind: 'problem', problem };
        }
        case 'scan':
          return { kind: 'scanned', scanned: scanRows(database, request.scan, () => performance.now()) };
      }
    } finally {
      database.close();
    }
  } catch (error) {
    return { kind: 'problem', problem: problemOf(error, file, 'sql' in request ? request.sql : '', null) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = Buffer.from(`${JSON.stringify(reply(ReaderRequest.parse(JSON.parse(line))))}\n`);
  for (let sent = 0; sent < answer.length;) sent += writeSync(1, answer, sent);
}
