import { oc } from '@orpc/contract';
import { z } from 'zod';
import { AskableTable, AskedTable, AskProblem, FigureRequest, Figures, RowSearch, RowsFound } from '../questions/observatory.ts';
import { Question } from '../questions/question.ts';

/** A question that is listed; `own` ones may be changed and removed. */
export const ShownQuestion = Question.extend({ own: z.boolean() });
export type ShownQuestion = z.infer<typeof ShownQuestion>;

const Sql = z.string().min(1).max(20_000);

const notAnswered = { NOT_ANSWERED: { data: AskProblem, message: 'The question has no answer.' } };

export const observatoryContract = {
  /** What stages came to, put together by day, flow, version or skill. */
  figures: oc.input(FigureRequest).output(z.array(Figures)).errors(notAnswered),
  /** Rows of the ledger or the trace, newest first; looks for as long as a screen may take and says where to go on. */
  search: oc.input(RowSearch).output(RowsFound).errors(notAnswered),
  /** One SELECT that changes nothing; called off when the caller goes away. */
  ask: oc
    .input(z.object({ sql: Sql, values: z.record(z.string(), z.string().max(2000)).default({}) }))
    .output(AskedTable)
    .errors(notAnswered),
  /** What would be wrong with a SELECT; null when it can be asked. */
  check: oc.input(z.object({ sql: Sql })).output(AskProblem.nullable()),
  /** What a SELECT may name. */
  tables: oc.output(z.array(AskableTable)),
  /** By title. `problems` are sentences about files that were passed over. */
  questions: oc.output(z.object({ questions: z.array(ShownQuestion), problems: z.array(z.string()) })),
  /** Writes a question of the workspace, in place of one of the same name. */
  saveQuestion: oc
    .input(Question)
    .output(ShownQuestion)
    .errors({ NOT_SAVED: { data: z.object({ sentence: z.string() }), message: 'The question could not be saved.' } }),
  /** Removes a question of the workspace; a shipped one of the same name comes back. */
  removeQuestion: oc
    .input(z.object({ name: Question.shape.name }))
    .output(z.object({ name: z.string() }))
    .errors({
      NO_SUCH_QUESTION: { data: z.object({ name: z.string() }), message: 'This workspace has no question of its own by this name.' },
    }),
};
