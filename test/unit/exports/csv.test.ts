import { describe, expect, it } from 'vitest';
import { csvText } from '../../../engine/exports/csv.ts';

describe('CSV', () => {
  it('quotes what needs it, ends lines with CRLF, leaves null empty', () => {
    expect(
      csvText(
        ['a', 'b'],
        [
          ['plain', null],
          ['with, comma', 'a "word"'],
          ['two\nlines', ' space'],
          [1.5, true],
        ],
      ),
    ).toBe('a,b\r\nplain,\r\n"with, comma","a ""word"""\r\n"two\nlines"," space"\r\n1.5,1\r\n');
  });

  it('lets no spreadsheet take a text for a formula, and leaves numbers as they are', () => {
    expect(csvText(['a'], [['=1+1'], ['+49'], ['-x'], ['@SUM(A1)'], ['\t=1'], [-5]])).toBe(
      `a\r\n'=1+1\r\n'+49\r\n'-x\r\n'@SUM(A1)\r\n'\t=1\r\n-5\r\n`,
    );
  });
});
