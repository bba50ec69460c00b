import type { AskableTable } from '../../../engine/questions/observatory.ts';
import type { Completion } from '../../ui/text-problem.ts';

const WORDS = [
  ...[
    'SELECT',
    'FROM',
    'WHERE',
    'GROUP BY',
    'ORDER BY',
    'LIMIT',
    'JOIN',
    'LEFT JOIN',
    'ON',
    'AS',
    'AND',
    'OR',
    'NOT',
    'IN',
    'LIKE',
    'BETWEEN',
  ],
  ...[
    'IS NULL',
    'IS NOT NULL',
    'HAVING',
    'DISTINCT',
    'CASE',
    'WHEN',
    'THEN',
    'ELSE',
    'END',
    'WITH',
    'UNION ALL',
    'DESC',
    'ASC',
    'count(*)',
  ],
  ...['sum', 'avg', 'min', 'max', 'round', 'coalesce', 'json_extract', 'datetime', ':org'],
];

/**
 * What may come next in a SELECT: after `name.` the columns of that table or of what it is called here; else the columns of the tables that the question
 * names, then tables, then words of SQL.
 */
export function sqlCompletions(text: string, position: number, tables: readonly AskableTable[]): readonly Completion[] {
  const named = namedTables(text, tables);
  const qualifier = /([A-Za-z_]\w*)\.\w*$/.exec(text.slice(0, position))?.[1]?.toLowerCase();
  if (qualifier !== undefined) return columnsOf(named.get(qualifier) ?? tables.find(({ name }) => name === qualifier));
  const columns = new Map([...new Set(named.values())].flatMap(table => columnsOf(table).map(column => [column.label, column] as const)));
  return [
    ...columns.values(),
    ...tables.map(({ name, columns: { length } }): Completion => ({ label: name, kind: 'table', detail: `${String(length)} columns` })),
    ...WORDS.map((label): Completion => ({ label, kind: 'word', detail: label === ':org' ? 'this organisation' : '' })),
  ];
}

const columnsOf = (table: AskableTable | undefined): readonly Completion[] =>
  table?.columns.map(({ name, type }): Completion => ({ label: name, kind: 'column', detail: `${type} in ${table.name}` })) ?? [];

/** Tables that stand behind FROM and JOIN, by their names and by what they are called. */
function namedTables(text: string, tables: readonly AskableTable[]): ReadonlyMap<string, AskableTable> {
  const named = new Map<string, AskableTable>();
  for (const [, name = '', alias] of text.matchAll(/\b(?:from|join)\s+([a-z_]\w*)(?:\s+(?:as\s+)?([a-z_]\w*))?/gi)) {
    const table = tables.find(each => each.name === name.toLowerCase());
    if (table === undefined) continue;
    named.set(table.name, table);
    if (alias !== undefined) named.set(alias.toLowerCase(), table);
  }
  return named;
}
