import type { Json } from '../../../engine/base/json.ts';
import { useStudio } from '../../state/studio.ts';
import { tableCsv } from './cell-words.ts';

/** Gives the function that hands a table to the person as a CSV file. */
export function useSaveCsv(): (name: string, columns: readonly string[], rows: readonly (readonly Json[])[]) => void {
  const saveText = useStudio(studio => studio.saveText);
  return (name, columns, rows) => saveText({ name: `${name}.csv`, mediaType: 'text/csv;charset=utf-8', text: tableCsv(columns, rows) });
}
