import { describe, expect, it } from 'vitest';
import { Hash } from '../../../engine/base/hash.ts';
import { FlowId, RunId, SliceName, StepId } from '../../../engine/base/ids.ts';
import { artefactDocument } from '../../../engine/exports/artefact-document.ts';
import { artefactHtml } from '../../../engine/exports/artefact-html.ts';
import { blockText, type Block } from '../../../engine/exports/document-block.ts';
import { markdownBlocks } from '../../../engine/exports/markdown-blocks.ts';
import type { CheckedCitation, OpenArtefact } from '../../../engine/exports/open-artefact.ts';
import { checkSentence } from '../../../engine/exports/source-words.ts';

const aHash = Hash.parse(`sha256:${'a'.repeat(64)}`);

const aCitation = (number: number, parts: Partial<CheckedCitation> = {}): CheckedCitation => ({
  number,
  slice: SliceName.parse('transcript'),
  sliceHash: aHash,
  start: 5,
  end: 9,
  quote: 'text',
  isTrue: true,
  isSensitive: false,
  ...parts,
});

const anArtefact = (markdown: string, citations: CheckedCitation[] = []): OpenArtefact => ({
  runId: RunId.parse('run_1'),
  path: 'artefacts/a-note.md',
  title: 'A note',
  markdown,
  citations,
  origin: {
    writtenBy: { runId: RunId.parse('run_1'), stepId: StepId.parse('compose'), atUs: 1 },
    flowId: FlowId.parse('note'),
    flowName: 'Note <b>',
    versionNo: null,
    versionHash: aHash,
    packetHash: aHash,
    slices: [],
    ledger: [],
    contentHash: aHash,
    file: 'same',
  },
});

const all = () => true;
const text = (blocks: readonly Block[]) => blocks.map(blockText).join('\n');
const citationsIn = (markdown: string, known: (number: number) => boolean = all) =>
  [...JSON.stringify(markdownBlocks(markdown, known)).matchAll(/"kind":"citation","number":(\d+)/g)].map(found => Number(found[1]));

describe('the Markdown of an artefact', () => {
  it('has its citations where the numbers stand', () => {
    expect(citationsIn('Said [1] and **[2]**.\n\n- a [3]')).toEqual([1, 2, 3]);
  });

  it('keeps as text what is escaped, in code, unknown, or a link', () => {
    expect(citationsIn('\\[1\\], `[2]`, [7] and [4](https://example.org)', number => number < 7)).toEqual([]);
    expect(text(markdownBlocks('\\[1\\] `\\[2]`', all))).toBe('[1] \\[2]');
  });

  it('lets no definition lead a citation elsewhere', () => {
    expect(citationsIn('Said [1].\n\n[1]: https://example.org/evil')).toEqual([1]);
  });

  it('turns raw HTML and images into their text, and leaves out a front matter', () => {
    const blocks = markdownBlocks('---\nrun: x\n---\n<script>alert(1)</script>\n\nA ![picture](http://x/y.png) <b>b</b>', all);

    expect(text(blocks)).toBe('<script>alert(1)</script>\nA picture <b>b</b>');
  });

  it('shows what lies too deep as it is written, however deep that is', () => {
    expect(text(markdownBlocks(`${'> '.repeat(400)}x`, all))).toContain('x');
  });

  it('reads tables, tasks and struck words', () => {
    const [table, list] = markdownBlocks('| a | b |\n|---|---|\n| 1 | ~~2~~ |\n\n- [x] done\n- [ ] open', all);

    expect(table).toMatchObject({
      kind: 'table',
      rows: [
        [[{ text: 'a' }], [{ text: 'b' }]],
        [[{ text: '1' }], [{ kind: 'deleted' }]],
      ],
    });
    expect(list).toMatchObject({ kind: 'list', entries: [{ done: true }, { done: false }] });
  });
});

describe('a contested claim', () => {
  const contestedOf = (line: string) => {
    const [list] = markdownBlocks(`- ⚠ **Contested.** ${line}`, all);
    const block = list?.kind === 'list' ? list.entries[0]?.blocks[0] : undefined;
    return block?.kind === 'contested'
      ? [blockText({ kind: 'paragraph', inlines: block.claim }), blockText({ kind: 'paragraph', inlines: block.reason })]
      : null;
  };

  it('stands apart from the sentence that says why', () => {
    expect(contestedOf('**Maya:** “Ten — or twelve.” — The number differs. “Ten.” [1]')).toEqual([
      'Maya: “Ten — or twelve.”',
      'The number differs. “Ten.” [1]',
    ]);
  });

  it('may come without a reason', () => {
    expect(contestedOf('Nobody said so.')).toEqual(['Nobody said so.', '']);
  });

  it('is counted wherever it stands', () => {
    expect(artefactDocument({ markdown: '⚠ **Contested.** a\n\n> - **Contested:** b\n\n**Contested** c', citations: [] }).contested).toBe(
      2,
    );
  });
});

describe('the sources of an artefact', () => {
  it('take the place of the list that the text ends with', () => {
    const { blocks, sources } = artefactDocument({ markdown: '# A\n\nx [1]\n\n## Sources\n\n1. Transcript', citations: [aCitation(1)] });

    expect([text(blocks), sources.map(source => source.number)]).toEqual(['A\nx [1]', [1]]);
  });

  it('keep the words of a sensitive slice in the workspace, but those that the document says itself', () => {
    const sensitive = { isSensitive: true };
    const citations = [aCitation(1, { ...sensitive, quote: 'I am afraid' }), aCitation(2, { ...sensitive, quote: 'she said so' })];

    expect(artefactDocument({ markdown: '“she said so” [1] [2]', citations }).sources.map(source => source.isWithheld)).toEqual([
      true,
      false,
    ]);
  });

  it('are said to stand there only when each was found there', () => {
    expect(checkSentence([aCitation(1), aCitation(2)])).toBe(
      'All 2 quotes were compared with their slices, sign by sign, and stand there.',
    );
    expect(checkSentence([aCitation(1), aCitation(2, { isTrue: false })])).toBe('1 of 2 quotes do not stand where they are said to: [2].');
  });
});

describe('an artefact as one HTML file', () => {
  it('lets nothing of a hostile text run or be fetched', () => {
    const html = artefactHtml(
      anArtefact('# <img src=x onerror=alert(1)>\n\n[go](javascript:alert(1)) ![p](http://x/y.png) "\'\u0007', [
        aCitation(1, { quote: '</li><script>x</script>' }),
      ]),
    );

    expect(html).not.toMatch(/<script|<img|<a [^>]*href="(?!#)|\u0007/);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('Note &lt;b&gt;');
  });

  it('links each citation to its source, and flags one that is not true', () => {
    const html = artefactHtml(anArtefact('Said [2].', [aCitation(2, { isTrue: false })]));

    expect(html).toContain('href="#source-2"');
    expect(html).toMatch(/<li id="source-2" value="2">.*The slice does not say so/);
  });
});
