/** A section of the document, as the prompt asks for it. */
export interface Section {
  readonly heading: string;
  /** What stands under the heading: its words rank the claims. */
  readonly instruction: string;
  readonly limit: number;
  /** Words after "From": only claims of these slices or draft fields. Empty: of all. */
  readonly from: readonly string[];
  /** Shows the review's questions in place of claims. */
  readonly ofReview: boolean;
}

export interface DocumentPlan {
  readonly sections: readonly Section[];
  /** Contested claims are flagged where they stand, unless the prompt says to leave them out. */
  readonly dropContested: boolean;
}

const USUAL_LIMIT = 6;

/**
 * Reads the plan of the document from the synthesis prompt: each line `## …` begins a section. Under it, "At most 5" limits it, "From journal" takes
 * only claims of that slice or draft field, and a line that names the review shows its open questions; all other words rank the claims.
 * Without headings there is one section, Findings.
 */
export function readSections(prompt: string): DocumentPlan {
  const parts = prompt.split(/^##[ \t]+/m);
  const sections = parts.slice(1).map(part => {
    const [heading = '', ...rest] = part.split('\n');
    return sectionOf(heading.trim(), rest.join('\n').trim());
  });
  return {
    sections: sections.length > 0 ? sections : [{ ...sectionOf('Findings', ''), limit: 20 }],
    dropContested: /\b(?:leave|drop)\b[^.\n]*\bcontested\b/i.test(prompt),
  };
}

function sectionOf(heading: string, instruction: string): Section {
  const limit = /\bat most (\d{1,3})\b/i.exec(instruction)?.[1];
  const from = /\bFrom ([\w ,]+)/.exec(instruction)?.[1];
  return {
    heading,
    instruction,
    limit: limit === undefined ? USUAL_LIMIT : Number(limit),
    from: from === undefined ? [] : from.split(/[ ,]+/).filter(word => word !== '' && word !== 'and'),
    ofReview: /\breview\b/i.test(instruction),
  };
}
