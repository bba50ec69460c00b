import { IconAlertTriangle } from '@tabler/icons-react';
import { Fragment, useMemo, type ReactNode } from 'react';
import type { ArtefactDocument, DocumentSource } from '../../../engine/exports/artefact-document.ts';
import type { Block, Inline, ListEntry } from '../../../engine/exports/document-block.ts';
import { sourcePlace, WITHHELD } from '../../../engine/exports/source-words.ts';
import { neverHere } from '../../../engine/base/never-here.ts';
import styles from './artefact.module.css';

interface TextProps {
  readonly drawn: ArtefactDocument;
  readonly cited: number | null;
  readonly onCite: (number: number) => void;
}

/** The document with its citations to press. Nothing in it is fetched or followed: pictures are words here, and addresses are only shown. */
export function ArtefactText({ drawn, cited, onCite }: TextProps) {
  const byNumber = useMemo(() => new Map(drawn.sources.map(source => [source.number, source])), [drawn]);
  const cite = (number: number) => <Citation number={number} source={byNumber.get(number)} isOpen={number === cited} onCite={onCite} />;
  return (
    <>
      <Blocks blocks={drawn.blocks} cite={cite} />
      {drawn.sources.length > 0 && (
        <section className={styles.sources} aria-label="Sources">
          <h2>Sources</h2>
          <ol>
            {drawn.sources.map(source => (
              <li key={source.number} value={source.number}>
                <button
                  type="button"
                  className={styles.source}
                  aria-pressed={source.number === cited}
                  onClick={() => onCite(source.number)}
                >
                  {source.isWithheld ? <em>{WITHHELD}</em> : `“${source.quote}”`}
                </button>
                <span className={styles.place}>{sourcePlace(source)}</span>
                {!source.isTrue && <Flag words="The slice does not say so" />}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

type Cite = (number: number) => ReactNode;

function Citation(props: { number: number; source: DocumentSource | undefined; isOpen: boolean; onCite: (number: number) => void }) {
  const { number, source, isOpen, onCite } = props;
  return (
    <button
      type="button"
      className={styles.citation}
      data-citation={number}
      data-broken={source?.isTrue === false || undefined}
      aria-pressed={isOpen}
      aria-label={`Citation ${number}${source === undefined ? '' : ` from ${source.slice}`}${source?.isTrue === false ? ', which the slice does not say' : ''}`}
      title={source === undefined || source.isWithheld ? undefined : source.quote}
      onClick={() => onCite(number)}
    >
      {number}
    </button>
  );
}

/** A document's blocks without citations to press. */
export const DocumentBlocks = ({ blocks }: { blocks: readonly Block[] }) => <Blocks blocks={blocks} cite={number => `[${number}]`} />;

/** Blocks never move within a document: their place is their key. */
const Blocks = ({ blocks, cite }: { blocks: readonly Block[]; cite: Cite }) =>
  blocks.map((block, index) => <OneBlock key={index} block={block} cite={cite} />);

function OneBlock({ block, cite }: { block: Block; cite: Cite }) {
  switch (block.kind) {
    case 'heading': {
      // true: Markdown has six levels
      const Heading = `h${block.level}` as 'h1';
      return (
        <Heading>
          <Inlines inlines={block.inlines} cite={cite} />
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p>
          <Inlines inlines={block.inlines} cite={cite} />
        </p>
      );
    case 'contested':
      return <Contested block={block} cite={cite} />;
    case 'list': {
      const entries = block.entries.map((entry, index) => <Entry key={index} entry={entry} cite={cite} />);
      return block.isOrdered ? <ol start={block.start}>{entries}</ol> : <ul>{entries}</ul>;
    }
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} cite={cite} />
        </blockquote>
      );
    case 'code':
      return <pre className="mono">{block.text}</pre>;
    case 'table':
      return <Table rows={block.rows} cite={cite} />;
    case 'rule':
      return <hr />;
    default:
      return neverHere(block);
  }
}

function Contested({ block, cite }: { block: Extract<Block, { kind: 'contested' }>; cite: Cite }) {
  return (
    <div className={styles.contested} data-contested tabIndex={-1} role="group" aria-label="Contested claim">
      <p>
        <Flag words="Contested" /> <Inlines inlines={block.claim} cite={cite} />
      </p>
      {block.reason.length > 0 && (
        <p className={styles.reason}>
          <b>Why:</b> <Inlines inlines={block.reason} cite={cite} />
        </p>
      )}
    </div>
  );
}

const Flag = ({ words }: { words: string }) => (
  <strong className={styles.flag}>
    <IconAlertTriangle size={14} aria-hidden />
    {words}
  </strong>
);

function Entry({ entry: { blocks, done }, cite }: { entry: ListEntry; cite: Cite }) {
  const [first, ...rest] = blocks;
  return (
    <li>
      {done !== null && <input type="checkbox" checked={done} readOnly disabled aria-label={done ? 'Done' : 'Open'} />}
      {/* A lone paragraph stands without a tag of its own, so that lists stay tight. */}
      {first?.kind === 'paragraph' ? (
        <Inlines inlines={first.inlines} cite={cite} />
      ) : (
        first !== undefined && <OneBlock block={first} cite={cite} />
      )}
      <Blocks blocks={rest} cite={cite} />
    </li>
  );
}

function Table({ rows: [head = [], ...rows], cite }: { rows: Extract<Block, { kind: 'table' }>['rows']; cite: Cite }) {
  return (
    <div className={styles.table} tabIndex={0} role="group" aria-label="Table">
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index}>
                <Inlines inlines={cell} cite={cite} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, place) => (
                <td key={place}>
                  <Inlines inlines={cell} cite={cite} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Inlines = ({ inlines, cite }: { inlines: readonly Inline[]; cite: Cite }) =>
  inlines.map((inline, index) => <Fragment key={index}>{drawInline(inline, cite)}</Fragment>);

function drawInline(inline: Inline, cite: Cite): ReactNode {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'code':
      return <code className="mono">{inline.text}</code>;
    case 'strong':
      return (
        <strong>
          <Inlines inlines={inline.inlines} cite={cite} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Inlines inlines={inline.inlines} cite={cite} />
        </em>
      );
    case 'deleted':
      return (
        <del>
          <Inlines inlines={inline.inlines} cite={cite} />
        </del>
      );
    case 'link':
      return (
        <span className={styles.elsewhere} title={inline.address}>
          <Inlines inlines={inline.inlines} cite={cite} />
        </span>
      );
    case 'citation':
      return cite(inline.number);
    case 'break':
      return <br />;
    default:
      return neverHere(inline);
  }
}
