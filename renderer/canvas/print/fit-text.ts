/** How wide a text is at a size, in pixels. */
export type MeasureText = (text: string, sizePx: number, weight: number) => number;

/** A guess for where nothing can be measured: wide enough for most texts in Inter. */
export const guessedWidth: MeasureText = (text, sizePx) =>
  Array.from(text).reduce((sum, sign) => sum + (/[\u2E80-\uFFEF]/.test(sign) ? 1 : 0.58), 0) * sizePx;

/** The text, or as much of its beginning as fits, with an ellipsis. */
export function fitText(text: string, widthPx: number, measure: (text: string) => number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (measure(line) <= widthPx) return line;
  const signs = Array.from(line);
  let [low, high] = [0, signs.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${signs.slice(0, middle).join('').trimEnd()}…`) <= widthPx) low = middle;
    else high = middle - 1;
  }
  return `${signs.slice(0, low).join('').trimEnd()}…`;
}

/** The text in lines that fit, at most so many; the last one is cut when there is more. Breaks of the text stay. */
export function wrapText(text: string, widthPx: number, most: number, measure: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line === '' || measure(longer) <= widthPx) line = longer;
      else {
        lines.push(line);
        line = word;
      }
    }
    lines.push(line);
    if (lines.length > most) break;
  }
  if (lines.length <= most) return lines.map(line => fitText(line, widthPx, measure));
  const kept = lines.slice(0, most);
  return kept.map((line, index) => fitText(index === most - 1 ? `${line} …` : line, widthPx, measure));
}
