import { neverHere } from '../base/never-here.ts';
import type { Block, Inline, ListEntry } from './document-block.ts';
import { escapeHtml } from './escape-html.ts';

/** Blocks as HTML: every text escaped, no address followed. */
export const blocksHtml = (blocks: readonly Block[]): string => blocks.map(blockHtml).join('\n');

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${inlinesHtml(block.inlines)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${inlinesHtml(block.inlines)}</p>`;
    case 'contested': {
      const reason = block.reason.length === 0 ? '' : `<span class="reason"><b>Why:</b> ${inlinesHtml(block.reason)}</span>`;
      return `<p class="contested"><strong class="flag">${WARNING_SIGN} Contested</strong> ${inlinesHtml(block.claim)}${reason}</p>`;
    }
    case 'list': {
      const tag = block.isOrdered ? 'ol' : 'ul';
      const start = block.isOrdered && block.start !== 1 ? ` start="${block.start}"` : '';
      return `<${tag}${start}>${block.entries.map(entryHtml).join('')}</${tag}>`;
    }
    case 'quote':
      return `<blockquote>${blocksHtml(block.blocks)}</blockquote>`;
    case 'code':
      return `<pre>${escapeHtml(block.text)}</pre>`;
    case 'table': {
      const [head = [], ...rows] = block.rows;
      const cells = (row: typeof head, tag: string) => row.map(cell => `<${tag}>${inlinesHtml(cell)}</${tag}>`).join('');
      return `<table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${rows.map(row => `<tr>${cells(row, 'td')}</tr>`).join('')}</tbody></table>`;
    }
    case 'rule':
      return '<hr>';
    default:
      return neverHere(block);
  }
}

/** The one paragraph of a short entry stands without a tag of its own, so that lists stay tight. */
function entryHtml({ blocks, done }: ListEntry): string {
  const [first, ...rest] = blocks;
  const box = done === null ? '' : `<span class="box">${done ? '☑' : '☐'}</span> `;
  const head = first === undefined ? '' : first.kind === 'paragraph' ? inlinesHtml(first.inlines) : blockHtml(first);
  return `<li>${box}${head}${blocksHtml(rest)}</li>`;
}

const inlinesHtml = (inlines: readonly Inline[]): string => inlines.map(inlineHtml).join('');

function inlineHtml(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return escapeHtml(inline.text);
    case 'code':
      return `<code>${escapeHtml(inline.text)}</code>`;
    case 'strong':
      return `<strong>${inlinesHtml(inline.inlines)}</strong>`;
    case 'emphasis':
      return `<em>${inlinesHtml(inline.inlines)}</em>`;
    case 'deleted':
      return `<del>${inlinesHtml(inline.inlines)}</del>`;
    case 'link':
      // The address is shown, not followed: nobody here knows where it leads.
      return `${inlinesHtml(inline.inlines)} <span class="address">(${escapeHtml(inline.address)})</span>`;
    case 'citation':
      return `<a class="citation" href="#source-${inline.number}" aria-label="Source ${inline.number}">[${inline.number}]</a>`;
    case 'break':
      return '<br>';
    default:
      return neverHere(inline);
  }
}

/** The sign of what is to be taken with care; it stands beside a word that says so. */
export const WARNING_SIGN =
  '<svg viewBox="0 0 24 24" width="14" height="14" aria-hidden="true"><path fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" stroke-linecap="round" d="M12 4 2.5 20h19zM12 10v4M12 17v.01"/></svg>';
