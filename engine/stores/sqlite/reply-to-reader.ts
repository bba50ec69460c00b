import { answerOn, openReading, problemIn } from './answer-sql.ts';
import { scanRows } from './scan-rows.ts';
import { problemOf } from './sql-problem.ts';
import type { ReaderReply, ReaderRequest } from './sql-request.ts';

/** Answers one request from a database. Through a connection of its own: one that was kept would hold what it read against the writer's checkpoints. */
export function replyTo(request: ReaderRequest, file: string): ReaderReply {
  try {
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
