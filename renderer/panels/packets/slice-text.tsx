import styles from './packets.module.css';

/** A slice as text to type in. */
export function SliceText({
  name,
  text,
  isText,
  onChange,
}: {
  name: string;
  text: string;
  isText: boolean;
  onChange: (text: string) => void;
}) {
  return (
    <textarea
      className={styles.text}
      data-code={!isText || undefined}
      aria-label={`Contents of ${name}`}
      placeholder={isText ? 'Write or paste the text here.' : undefined}
      spellCheck={isText}
      value={text}
      onChange={event => onChange(event.currentTarget.value)}
    />
  );
}
