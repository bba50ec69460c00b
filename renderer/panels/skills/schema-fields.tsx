import type { JsonSchema } from '../../../engine/base/json-schema.ts';
import { schemaLines } from './schema-lines.ts';
import styles from './skills.module.css';

/** A schema as a list of fields. */
export function SchemaFields({ title, schema }: { title: string; schema: JsonSchema }) {
  const lines = schemaLines(schema);
  return (
    <section className={styles.fields}>
      <h2 className={styles.subtitle}>{title}</h2>
      {lines.length === 0 ? (
        <p className={styles.quiet}>Nothing is asked for by name.</p>
      ) : (
        <ul className={styles.lines}>
          {lines.map(line => (
            <li key={line.path} style={{ paddingLeft: line.depth * 16 }}>
              <code className="mono">{line.name}</code>{' '}
              <span className={styles.quiet}>
                {line.what}
                {line.required ? '' : ', optional'}
              </span>
              {line.description !== '' && <p className={styles.quiet}>{line.description}</p>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
