import { IconAlertTriangle } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import { citationNumber, citedMarkdown } from './cited-markdown.ts';
import type { ArtefactContent } from './synthesis-output.ts';
import styles from './artefact.module.css';

/** The document as text with its citations to click. Raw HTML is shown as text, images and links to elsewhere are not followed. */
export function ArtefactText(props: { content: ArtefactContent; cited: number | null; onCite: (number: number) => void }) {
  const { content, cited, onCite } = props;
  const markdown = useMemo(() => citedMarkdown(content.markdown, number => content.citations.has(number)), [content]);
  const components = useMemo<Components>(
    () => ({
      a: ({ href, children }) => {
        const number = citationNumber(href);
        if (number === null) return <Elsewhere href={href}>{children}</Elsewhere>;
        const citation = content.citations.get(number);
        return (
          <button
            type="button"
            className={styles.citation}
            aria-pressed={number === cited}
            aria-label={`Citation ${number}${citation === undefined ? '' : ` from ${citation.slice}`}`}
            title={citation?.quote}
            onClick={() => onCite(number)}
          >
            {number}
          </button>
        );
      },
      strong: ({ children }) => (children === 'Contested.' || children === 'Contested:' ? <ContestedMark /> : <strong>{children}</strong>),
      img: ({ alt }) => <span>{alt}</span>,
    }),
    [content, cited, onCite],
  );
  return (
    <Markdown components={components} skipHtml={false}>
      {markdown}
    </Markdown>
  );
}

/** Where a document points outside, the address is shown, not followed: the window leaves the workspace for nothing. */
const Elsewhere = ({ href, children }: { href: string | undefined; children: ReactNode }) => (
  <span title={href} className={styles.elsewhere}>
    {children}
  </span>
);

const ContestedMark = () => (
  <span className={styles.contested}>
    <IconAlertTriangle size={13} aria-hidden />
    contested
  </span>
);
