import { useState } from 'react';
import { isJsonObject, type Json } from '../../../engine/base/json.ts';
import { countOf } from '../../ui/format-count.ts';
import { CitationChip } from './citation-chip.tsx';
import { citedPassage } from './cited-passage.ts';
import { jsonWords, tellingText } from './value-words.ts';
import styles from './json-view.module.css';

const SHOWN_ENTRIES = 20;
const SHOWN_CHARS = 600;
/** Deeper records begin folded, and so do the entries of lists: their most telling field stands in the fold. */
const OPEN_DEPTH = 2;

/** A JSON value to be read by people: names and values, nested ones indented and foldable, long ones cut with a way to the rest, citations as chips. */
export function JsonView({ value, depth = 0 }: { value: Json; depth?: number }) {
  if (typeof value === 'string') return <Text text={value} />;
  if (Array.isArray(value))
    return value.length === 0 ? (
      <Words value={value} />
    ) : (
      <Entries entries={value.map((one: Json, at) => [String(at + 1), one])} depth={depth} list />
    );
  if (isJsonObject(value)) {
    const cited = citedPassage(value);
    if (cited !== null) return <CitationChip cited={cited} />;
    const entries = Object.entries(value);
    return entries.length === 0 ? <span className={styles.quiet}>nothing in it</span> : <Entries entries={entries} depth={depth} />;
  }
  return <Words value={value} />;
}

const Words = ({ value }: { value: Json }) => (
  <span className={value === null || typeof value === 'object' ? styles.quiet : styles.number}>
    {value === null ? 'empty' : jsonWords(value)}
  </span>
);

function Text({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  if (text === '') return <span className={styles.quiet}>empty text</span>;
  const cut = !whole && text.length > SHOWN_CHARS;
  return (
    <span className={styles.text}>
      {cut ? `${text.slice(0, SHOWN_CHARS).trimEnd()}… ` : text}
      {cut && <More words={`Show all ${countOf(text.length, 'character')}`} onPress={() => setWhole(true)} />}
    </span>
  );
}

function Entries({ entries, depth, list = false }: { entries: readonly (readonly [string, Json])[]; depth: number; list?: boolean }) {
  const [shown, setShown] = useState(SHOWN_ENTRIES);
  return (
    <dl className={styles.entries} data-list={list || undefined}>
      {entries.slice(0, shown).map(([name, value]) => (
        <Entry key={name} name={name} value={value} open={depth < OPEN_DEPTH && !list} depth={depth} />
      ))}
      {entries.length > shown && (
        <More words={`Show ${countOf(entries.length - shown, 'more entry', 'more entries')}`} onPress={() => setShown(shown + 200)} />
      )}
    </dl>
  );
}

function Entry({ name, value, open: opens, depth }: { name: string; value: Json; open: boolean; depth: number }) {
  const cites = citedPassage(value) !== null;
  const nests = !cites && ((Array.isArray(value) && value.length > 0) || (isJsonObject(value) && Object.keys(value).length > 0));
  const [open, setOpen] = useState(opens);
  return (
    <div className={styles.entry} data-nests={nests || undefined}>
      <dt className={styles.name}>
        {nests ? (
          <button type="button" className={styles.twist} aria-expanded={open} onClick={() => setOpen(!open)}>
            <span aria-hidden className={styles.arrow} data-open={open || undefined}>
              ›
            </span>
            {name}
            <span className={styles.about}>{tellingText(value) ?? jsonWords(value)}</span>
          </button>
        ) : (
          name
        )}
      </dt>
      {(!nests || open) && (
        <dd className={styles.value}>
          <JsonView value={value} depth={depth + 1} />
        </dd>
      )}
    </div>
  );
}

const More = ({ words, onPress }: { words: string; onPress: () => void }) => (
  <button type="button" className={styles.more} onClick={onPress}>
    {words}
  </button>
);
