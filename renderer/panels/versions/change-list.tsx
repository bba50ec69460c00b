import styles from './versions.module.css';

/** What one drawing does otherwise than another, a sentence a line. */
export function ChangeList({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <section className={styles.changes} aria-label={title}>
      <h3 className={styles.subtitle}>{title}</h3>
      {sentences.length === 0 ? (
        <p className={styles.quiet}>Nothing that a run could notice.</p>
      ) : (
        <ul className={styles.sentences}>
          {sentences.slice(0, 30).map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
          {sentences.length > 30 && <li>And {sentences.length - 30} more.</li>}
        </ul>
      )}
    </section>
  );
}
