import { blockText, inlineText, type Block } from './document-block.ts';
import { markdownBlocks } from './markdown-blocks.ts';
import type { CheckedCitation, OpenArtefact } from './open-artefact.ts';

/** A source as a copy of the document may show it. */
export interface DocumentSource extends CheckedCitation {
  /** Its slice is marked sensitive and the document itself does not say these words: they stay in the workspace. */
  readonly isWithheld: boolean;
}

/** An artefact as it is drawn: its text, and its sources, which stand apart so that each face can link to them. */
export interface ArtefactDocument {
  readonly blocks: readonly Block[];
  /** By number, those that the text cites or lists. */
  readonly sources: readonly DocumentSource[];
  /** How many claims are flagged. */
  readonly contested: number;
}

/** The list of sources that the text ends with is left to `sources`, which hold the same and whether it is true. */
export function artefactDocument({ markdown, citations }: Pick<OpenArtefact, 'markdown' | 'citations'>): ArtefactDocument {
  const cited = [...new Map(citations.map(citation => [citation.number, citation])).values()].toSorted((a, b) => a.number - b.number);
  const numbers = new Set(cited.map(({ number }) => number));
  const blocks = markdownBlocks(markdown, number => numbers.has(number));
  const body = numbers.size === 0 ? blocks : withoutSources(blocks);
  const said = body.map(blockText).join('\n');
  const sources = cited.map(source => ({ ...source, isWithheld: source.isSensitive && !said.includes(source.quote.trim()) }));
  return { blocks: body, sources, contested: contestedIn(body) };
}

function withoutSources(blocks: readonly Block[]): readonly Block[] {
  const [heading, list] = blocks.slice(-2);
  const isSources = heading?.kind === 'heading' && inlineText(heading.inlines) === 'Sources' && list?.kind === 'list' && list.isOrdered;
  return isSources ? blocks.slice(0, -2) : blocks;
}

const contestedIn = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, block) => {
    switch (block.kind) {
      case 'contested':
        return sum + 1;
      case 'list':
        return sum + block.entries.reduce((inner, entry) => inner + contestedIn(entry.blocks), 0);
      case 'quote':
        return sum + contestedIn(block.blocks);
      default:
        return sum;
    }
  }, 0);
