import { IconPlugConnected } from '@tabler/icons-react';
import type { ProductAction, ProductManifest } from '../../../engine/products/product.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import type { Panel } from '../panel.ts';
import { JsonView } from '../run-details/json-view.tsx';
import { SchemaFields } from './schema-fields.tsx';
import styles from './skills.module.css';

export const PRODUCT_PAGE: Panel = { id: 'product', title: 'Product', icon: IconPlugConnected, place: 'page', View: ProductPage };

/** What a lost attempt at an action means. */
const EFFECT_WORDS: Readonly<Record<ProductAction['effect'], string>> = {
  pure: 'changes nothing, so it may be repeated',
  idempotent: 'is repeated under the same key after a cut',
  once: 'is never repeated by itself: after a cut a person decides',
};

/** One product in a tab of the centre: what it can be asked to do and what it tells. */
function ProductPage({ subject }: { subject: string }) {
  const known = useStudio(studio => studio.catalog !== null);
  const product = useStudio(studio => studio.catalog?.products.find(one => one.product === subject));
  if (product !== undefined) return <Product product={product} />;
  return known ? <EmptyState sentence={`The product ${subject} is no longer in this workspace.`} /> : <LateSkeleton lines={8} />;
}

function Product({ product }: { product: ProductManifest }) {
  return (
    <article className={styles.page} aria-label={product.title}>
      <header className={styles.head}>
        <h1 className={styles.title}>{product.title}</h1>
      </header>
      <p className={styles.description}>{product.description}</p>
      <h2 className={styles.subtitle}>Actions</h2>
      {Object.entries(product.actions).map(([name, action]) => (
        <details key={name} className={styles.fold}>
          <summary>
            <strong>{action.title}</strong> <code className="mono">{`${product.product}.${name}`}</code>
          </summary>
          <p className={styles.quiet}>
            {action.description} This action {EFFECT_WORDS[action.effect]}.
          </p>
          <div className={styles.schemas}>
            <SchemaFields title="It is given" schema={action.payload} />
            <SchemaFields title="It answers" schema={action.response} />
          </div>
        </details>
      ))}
      {Object.keys(product.actions).length === 0 && <p className={styles.quiet}>This product has no actions.</p>}
      <h2 className={styles.subtitle}>Events</h2>
      {Object.entries(product.events).map(([eventType, event]) => (
        <details key={eventType} className={styles.fold}>
          <summary>
            <strong>{event.title}</strong> <code className="mono">{eventType}</code>
          </summary>
          <p className={styles.quiet}>{event.description}</p>
          <h3 className={styles.subtitle}>Example</h3>
          <JsonView value={event.example} />
        </details>
      ))}
      {Object.keys(product.events).length === 0 && <p className={styles.quiet}>This product tells of no events.</p>}
    </article>
  );
}
