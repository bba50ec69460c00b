import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../engine/base/json.ts';
import { readDocument } from '../../../engine/recipes/read-document.ts';
import type { ReadAs, TextEncoding } from '../../../engine/packet/slice-source.ts';
import { zipEntries } from '../../../engine/recipes/zip-entries.ts';
import { aDocx, aLockedPdf, aParagraph, aPdf, aZip } from './a-document.ts';

interface Wish {
  readonly as?: ReadAs;
  readonly encoding?: TextEncoding;
  readonly wantsText?: boolean;
}

/** What a document says, and the notes; or why it says nothing. */
async function told(fileName: string, content: string | Uint8Array, wish: Wish = {}): Promise<readonly Json[] | string> {
  const read = await readDocument(fileName, Buffer.from(content), { wantsText: false, ...wish });
  return read.ok ? [read.value.value, ...read.value.notes] : read.error;
}

const inEncoding = (text: string, encoding: BufferEncoding): Uint8Array => Buffer.from(text, encoding);

describe('A text', () => {
  it('is read as UTF-8 without a word, its mark left out', async () => {
    expect(await told('a.txt', 'Grüße an Ana.')).toEqual(['Grüße an Ana.']);
    expect(await told('a.txt', '\ufeffGrüße.')).toEqual(['Grüße.']);
  });

  it.each([
    [
      'a mark of UTF-16',
      Buffer.concat([Buffer.from([0xff, 0xfe]), inEncoding('Grüße.', 'utf16le')]),
      ['Grüße.', 'Read as UTF-16 (little-endian).'],
    ],
    [
      'a mark of big-endian UTF-16',
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('Grüße.', 'utf16le').swap16()]),
      ['Grüße.', 'Read as UTF-16 (big-endian).'],
    ],
    [
      'UTF-16 without a mark',
      inEncoding('Ana says hello.', 'utf16le'),
      ['Ana says hello.', 'Read as UTF-16 (little-endian), which its bytes look like.'],
    ],
    ['Latin-1', inEncoding('Grüße.', 'latin1'), ['Grüße.', 'Read as Windows-1252, which its bytes look like.']],
    ['Windows quotes', Buffer.from([0x93, 0x41, 0x94, 0x20, 0x80]), ['“A” €', 'Read as Windows-1252, which its bytes look like.']],
  ])('tells what it took for %s', async (_what, bytes, expected) => {
    expect(await told('a.txt', bytes)).toEqual(expected);
  });

  it('has line ends of one kind, and tells where they were mixed', async () => {
    expect(await told('a.md', 'a\r\nb\r\n')).toEqual(['a\nb\n']);
    expect(await told('a.md', 'a\r\nb\nc\rd')).toEqual([
      'a\nb\nc\nd',
      'Its line ends were mixed (1 Windows, 1 Unix, 1 old Mac) and are all alike now.',
    ]);
  });

  it.each([
    ['bytes that are no text', Buffer.from([0, 1, 2, 3, 255, 0, 0, 9]), {}, /no text: it holds bytes/],
    ['an encoding that it is not', inEncoding('Grüße', 'latin1'), { encoding: 'utf-8' as const }, /is not UTF-8/],
    ['an encoding that its mark denies', Buffer.from('\ufeffa'), { encoding: 'utf-16le' as const }, /marked as UTF-8/],
    ['half a character', Buffer.from([0xff, 0xfe, 0x00, 0xd8]), {}, /is not UTF-16/],
    ['nothing at all', Buffer.alloc(0), {}, /empty \(0 bytes\)/],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'), {}, /picture/],
    ['an old Word file', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), {}, /old Office file/],
    ['a database', Buffer.from('SQLite format 3\0'), {}, /SQLite database/],
  ])('is refused for %s', async (_what, bytes, wish, sentence) => {
    expect(await told('a.txt', bytes, wish)).toMatch(sentence);
  });
});

describe('A PDF', () => {
  it('gives the text of its pages', async () => {
    expect(await told('a.pdf', aPdf(['First page.', 'Second page.']))).toEqual(['First page.\n\nSecond page.']);
  });

  it('is known by its first bytes, whatever it is called', async () => {
    expect(await told('report.txt', aPdf(['Hello.']))).toEqual(['Hello.']);
  });

  it('tells pages that hold no text', async () => {
    expect(await told('a.pdf', aPdf(['One.', '', 'Three.']))).toEqual([
      'One.\n\nThree.',
      'Page 2 holds no text; what a scan shows there is not read.',
    ]);
  });

  it.each([
    ['that is a scan', aPdf(['', '']), /only pictures/],
    ['with a password', aLockedPdf(), /protected with a password/],
    ['that is cut off', aPdf(['Hello.']).subarray(0, 60), /damaged|no text/],
    ['that is only called so', Buffer.from('%PDF-1.7 but nothing else'), /damaged|cut off/],
  ])('is refused when it is one %s', async (_what, bytes, sentence) => {
    expect(await told('a.pdf', bytes)).toMatch(sentence);
  });
});

describe('A Word document', () => {
  it('gives its headings, paragraphs and tables in their order', async () => {
    const cell = (text: string) => `<w:tc>${aParagraph(text)}</w:tc>`;
    const table = `<w:tbl><w:tr>${cell('Name')}${cell('Role')}</w:tr><w:tr>${cell('Ana')}${cell('Lead')}</w:tr></w:tbl>`;
    const [text] = await told('a.docx', aDocx(aParagraph('Hello &amp; welcome.') + table + aParagraph('The end.')));
    expect(text).toMatch(/^Hello & welcome\.\s+Name\s+Role\s+Ana\s+Lead\s+The end\.$/);
  });

  it.each([
    ['with a password', aZip([{ name: 'word/document.xml', content: 'x', encrypted: true }]), /password/],
    ['that is another archive', aZip([{ name: 'a.txt', content: 'x' }]), /no Word document/],
    ['that is cut off', aDocx(aParagraph('Hello.')).subarray(0, 300), /damaged/],
    ['of broken XML', aDocx('<w:p><w:r>'), /damaged|no text/],
    ['that says nothing', aDocx(''), /no text/],
  ])('is refused when it is one %s', async (_what, bytes, sentence) => {
    expect(await told('a.docx', bytes)).toMatch(sentence);
  });

  it('is not opened when it swells, whatever it says of its size', () => {
    const bomb = aZip([{ name: 'word/document.xml', content: Buffer.alloc(3_000_000), claimedBytes: 10 }]);

    expect(zipEntries(bomb, 1_000_000)).toMatchObject({ ok: false, error: expect.stringContaining('zip bomb') as string });
    expect(zipEntries(bomb, 4_000_000)).toEqual({ ok: true, value: ['word/document.xml'] });
  });

  it('expands no entities and reads no other file', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>';
    const words = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
    const parts = [
      {
        name: 'word/document.xml',
        content: `${bomb}<w:document xmlns:w="${words}"><w:body><w:p><w:r><w:t>x&b;&f;</w:t></w:r></w:p></w:body></w:document>`,
      },
    ];
    const read = await told('a.docx', aZip([...parts]));
    expect(JSON.stringify(read)).not.toMatch(/haha|\/etc/);
  });
});

describe('A table and JSON', () => {
  it('are values, or stay as they are written where a text is asked for', async () => {
    expect(await told('a.csv', 'name,age\nAna,31\n')).toEqual([[{ name: 'Ana', age: '31' }]]);
    expect(await told('a.csv', 'name,age\nAna,31\n', { wantsText: true })).toEqual(['name,age\nAna,31\n']);
    expect(await told('a.json', '{"a": 1}')).toEqual([{ a: 1 }]);
    expect(await told('a.json', '{"a": 1}', { wantsText: true })).toEqual(['{"a": 1}']);
  });

  it('finds the delimiter, and tells one that is no comma', async () => {
    expect(await told('a.csv', 'name;text\nAna;"a;\nb"\n\n')).toEqual([
      [{ name: 'Ana', text: 'a;\nb' }],
      'Its columns are divided by semicolons.',
    ]);
  });

  it.each([
    ['ragged rows', 'a.csv', 'a,b\n1,2\n3\n4,5,6\n', /line 3 has 1 cell and the heading 2\. So has one more row/],
    ['an open quote', 'a.csv', 'a,b\n"1,2\n3,4\n', /never closed/],
    ['a heading twice', 'a.csv', 'a,a\n1,2\n', /“a” twice/],
    ['a heading that is no name', 'a.csv', '__proto__,a\n1,2\n', /__proto__/],
    ['broken JSON', 'a.json', '{"a": 1,}', /not JSON: line 1, column 8/],
    ['a key twice', 'a.json', '{"a": 1, "a": 2}', /not JSON/],
  ])('are refused for %s', async (_what, name, text, sentence) => {
    expect(await told(name, text)).toMatch(sentence);
  });
});

describe('A page', () => {
  it('gives its words without scripts, styles and addresses', async () => {
    const html =
      '<html><head><style>p{}</style><script>alert(1)</script></head><body><h1>Title</h1><p>Hello <a href="http://x/?t=1">there</a>.</p></body></html>';
    expect(await told('a.html', html)).toEqual(['Title\n\nHello there.']);
  });
});

describe('A damaged document', () => {
  const whole: readonly (readonly [string, Uint8Array])[] = [
    ['a.pdf', aPdf(['Hello there.', 'Page two.'])],
    ['a.docx', aDocx(aParagraph('Hello there.'))],
    ['a.csv', Buffer.from('a,b\n"1,2",3\n')],
    ['a.html', Buffer.from('<table><tr><td>a</table><p>b')],
    ['a.txt', Buffer.from('Grüße\r\n')],
  ];
  const hurt = fc.record({
    document: fc.constantFrom(...whole),
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
    hits: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
  });

  it('is read, or refused with a sentence, wherever it is hurt', async () => {
    await fc.assert(
      fc.asyncProperty(hurt, async ({ document: [name, bytes], cut, hits }) => {
        const damaged = Uint8Array.from(bytes.subarray(0, cut < 0.5 ? bytes.length : Math.ceil(bytes.length * cut)));
        for (const [place, byte] of hits) damaged[place % damaged.length] = byte;
        const read = await told(name, damaged);
        if (typeof read === 'string') expect(read).toMatch(/^[a-z`“].*[.)]$/s);
      }),
      { seed: 20261121, numRuns: 80 },
    );
  });
});
