import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Flow } from '../../../../engine/flow/flow.ts';
import { fitText, guessedWidth, wrapText } from '../../../../renderer/canvas/print/fit-text.ts';
import { flowSvg } from '../../../../renderer/canvas/print/flow-svg.ts';
import { PRINT_COLOURS } from '../../../../renderer/canvas/print/print-colours.ts';

const HOSTILE = '<script>alert(1)</script> & "quotes" \u0000';
const FLOW = Flow.parse({
  format: 'atelier-flow/1',
  name: `Review ${HOSTILE}`,
  start: 'ask',
  steps: [
    { id: 'ask', kind: 'human_task', title: HOSTILE, config: { assignee: 'role:partner', description: '' }, next: 'fit' },
    { id: 'fit', kind: 'gate', title: 'Good fit?', config: { expression: 'context.x > 1', onPass: 'ask', onFail: 'halt' } },
  ],
  notes: [{ id: 'n', text: `# Mind\n${HOSTILE}`, x: -300, y: -200 }],
  groups: [{ id: 'g', title: 'Together', stepIds: ['ask', 'fit'] }],
  layout: { ask: { x: 0, y: 0 }, fit: { x: 320, y: 40 } },
});
const print = (more = {}) => flowSvg({ flow: FLOW, theme: 'light', caption: 'Draft', measure: guessedWidth, ...more });

describe('A drawing as SVG', () => {
  it('holds every step, way, note and group, inside its size', () => {
    const { svg, width, height } = print();

    expect(svg).toContain('Good fit?');
    expect(svg).toContain('fail: halt');
    expect(svg).toContain('Together');
    expect(svg.match(/marker-end/g)).toHaveLength(2);
    expect(width).toBeGreaterThan(300 + 320 + 240);
    expect(height).toBeGreaterThan(200 + 88);
    expect(svg).toContain(`viewBox="0 0 ${String(width)} ${String(height)}"`);
  });

  it('has no script, nothing from elsewhere, and every hostile text as text', () => {
    const { svg } = print();

    expect(svg).not.toMatch(/<script|<foreignObject|<image|<use|onload|href=|\u0000/);
    expect(svg).toContain('&lt;script&gt;');
    expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toContain('http');
  });

  it('takes its letters along when it is given them', () => {
    expect(print({ fontBase64: 'AAAA' }).svg).toContain('src:url(data:font/woff2;base64,AAAA)');
    expect(print().svg).not.toContain('@font-face');
  });

  it('shows what a run did where it is asked to', () => {
    const chip = { mark: 'reused', word: 'reused', duration: null, cost: 'saves $0.04', reused: true, simulated: false, visits: 2 };
    const { svg } = print({ overlay: { chips: { ask: chip }, taken: new Set(['ask:next']), problems: [] } });

    expect(svg).toContain('>reused</text>');
    expect(svg).toContain('×2 · saves $0.04');
    expect(svg).toContain('url(#taken)');
  });

  it('can be drawn when nothing is in it', () => {
    const empty = Flow.parse({ format: 'atelier-flow/1', name: 'Empty', steps: [] });

    expect(print({ flow: empty }).width).toBeGreaterThan(0);
  });

  it('has the colours of the window in both themes', () => {
    const css = readFileSync(join(import.meta.dirname, '../../../../renderer/ui/tokens.css'), 'utf8');
    const [light = '', dark = ''] = css.split("[data-mantine-color-scheme='dark']");
    const token = (part: string, name: string) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(part)?.[1];

    for (const [theme, part] of [
      ['light', light],
      ['dark', dark],
    ] as const) {
      const { kinds, states, ...plain } = PRINT_COLOURS[theme];
      const names = {
        ground: 'ground',
        raised: 'raised',
        line: 'line-strong',
        text: 'text',
        quiet: 'text-2',
        accent: 'accent',
        edge: 'edge',
      } as const;
      expect(plain).toEqual(Object.fromEntries(Object.entries(names).map(([key, name]) => [key, token(part, name)])));
      for (const [name, pair] of Object.entries({ ...kinds, ...states }))
        expect([name, ...pair]).toEqual([name, token(part, name), token(part, `${name}-ground`)]);
    }
  });
});

describe('Text that has to fit', () => {
  const measure = (text: string) => Array.from(text).length;

  it('is cut at its end with an ellipsis, never within a character', () => {
    expect(fitText('short', 5, measure)).toBe('short');
    expect(fitText('much too long', 6, measure)).toBe('much…');
    expect(fitText('👍👍👍👍', 3, measure)).toBe('👍👍…');
  });

  it('is broken between words, and says when there is more', () => {
    expect(wrapText('one two three four', 8, 5, measure)).toEqual(['one two', 'three', 'four']);
    expect(wrapText('one two three four five', 8, 2, measure)).toEqual(['one two', 'three …']);
    expect(wrapText('unbreakableword', 6, 2, measure)).toEqual(['unbre…']);
  });
});
