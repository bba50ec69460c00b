import type { Citation } from '../claim.ts';
import type { JudgedClaim } from './place-claims.ts';
import type { Section } from './read-sections.ts';

export interface DocumentParts {
  readonly title: string;
  readonly sections: readonly { readonly section: Section; readonly claims: readonly JudgedClaim[] }[];
  /** Lines of the review, as they are shown where a section asks for them. */
  readonly questions: readonly string[];
  /** The first of them is the one to begin with. */
  readonly hasNext: boolean;
  readonly counts: { readonly grounded: number; readonly contested: number };
}

export interface WrittenDocument {
  readonly markdown: string;
  /** In the order of their numbers, from 1. */
  readonly citations: readonly (Citation & { readonly number: number })[];
}

/** Markdown with numbered citations, contested claims flagged where they stand, and the list of sources with their offsets. */
export function writeDocument({ title, sections, questions, hasNext, counts }: DocumentParts): WrittenDocument {
  const citations: (Citation & { number: number })[] = [];
  const mark = (citation: Citation): string => {
    const known = citations.find(each => each.slice === citation.slice && each.start === citation.start && each.end === citation.end);
    if (known !== undefined) return `[${known.number}]`;
    citations.push({ ...citation, number: citations.length + 1 });
    return `[${citations.length}]`;
  };
  const lines = [
    `# ${plain(title)}`,
    '',
    `${counts.grounded + counts.contested} claims: ${counts.grounded} grounded, ${counts.contested} contested.`,
  ];
  for (const { section, claims } of sections) {
    const entries = section.ofReview
      ? questions
          .slice(0, section.limit)
          .map((question, index) => `- ${index === 0 && hasNext ? '**Begin here:** ' : ''}${plain(question)}`)
      : claims.map(claim => entry(claim, mark));
    if (entries.length > 0) lines.push('', `## ${plain(section.heading)}`, '', ...entries);
  }
  if (citations.length > 0) lines.push('', '## Sources', '', ...citations.map(source));
  return { markdown: lines.join('\n') + '\n', citations };
}

function entry(judged: JudgedClaim, mark: (citation: Citation) => string): string {
  const { verdict } = judged;
  const said = statement(judged);
  if (verdict.verdict === 'grounded') return `- ${said} ${verdict.citations.map(mark).join(' ')}`;
  const [against] = verdict.against;
  const quote = against === undefined ? '' : ` “${plain(against.quote)}” ${mark(against)}`;
  return `- ⚠ **Contested.** ${said} — ${verdict.note ?? ''}${quote}`;
}

/** What is said in the first person stands in quotation marks, with who says it; anything else speaks for itself. */
function statement({ claim, verdict }: JudgedClaim): string {
  const turn = SPEAKER.exec(claim.text);
  const isTurn =
    turn !== null && !verdict.citations.concat(verdict.against).some(citation => citation.quote.startsWith(`${turn[1] ?? ''}:`));
  if (isTurn) return `**${plain(turn[1] ?? '')}:** “${plain(turn[2] ?? '')}”`;
  if (!FIRST_PERSON.test(claim.text)) return plain(claim.text);
  const verbatim = verdict.citations.find(citation => citation.quote.includes(claim.text));
  const origin = verbatim?.slice ?? claim.draft_span?.path.split('/')[1] ?? '';
  return `**${plain(titled(origin))}:** “${plain(claim.text)}”`;
}

const SPEAKER = /^(\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,2}): (.+)$/su;
const FIRST_PERSON = /\b(?:I|[Mm]y|me|[Ww]e|[Oo]ur|us|myself)\b/;

const source = ({ number, slice, start, end, quote }: Citation & { number: number }): string =>
  `${number}. ${plain(titled(slice))}, characters ${start}–${end}: “${plain(quote)}”`;

/** "prior_sessions" → "Prior sessions" */
const titled = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');

/** The text with what Markdown would take for markup escaped; lines become spaces. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#]/g, '\\$&');
