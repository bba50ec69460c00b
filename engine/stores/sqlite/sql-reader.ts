// The process behind `readOnlySql`: one request on standard input, one reply on standard output.
import { readFileSync, writeSync } from 'node:fs';
import { answerSql } from './answer-sql.ts';
import { SqlRequest } from './sql-request.ts';

const reply = Buffer.from(JSON.stringify(answerSql(SqlRequest.parse(JSON.parse(readFileSync(0, 'utf8'))))));
for (let sent = 0; sent < reply.length;) sent += writeSync(1, reply, sent);
