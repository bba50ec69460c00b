import { IconPlugConnected, IconPuzzle, IconSparkles } from '@tabler/icons-react';
import type { SkillHead } from '../../../engine/contract/catalog.ts';
import type { ProductManifest } from '../../../engine/products/product.ts';
import { pageTab } from '../../state/desk.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { countOf } from '../../ui/format-count.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { PanelFrame } from '../../ui/panel-frame.tsx';
import rows from '../../ui/rows.module.css';
import type { Panel } from '../panel.ts';
import styles from './skills.module.css';

export const SKILLS_PANEL: Panel = { id: 'skills', title: 'Skills & products', icon: IconPuzzle, place: 'side', View: SkillsPanel };

/** What Sage can do and which systems can be asked to act. */
function SkillsPanel() {
  return (
    <PanelFrame title="Skills & products">
      <CatalogList />
    </PanelFrame>
  );
}

function CatalogList() {
  const catalog = useStudio(studio => studio.catalog);
  const openTab = useStudio(studio => studio.openTab);
  const activeTab = useStudio(studio => studio.desk.activeTab);
  if (catalog === null) return <LateSkeleton lines={8} />;
  if (catalog.skills.length === 0 && catalog.products.length === 0)
    return <EmptyState sentence="This workspace has no skills yet: put one in its skills folder, and it stands here." />;
  return (
    <>
      <h3 className={rows.group}>Skills</h3>
      <ul className={rows.rows}>
        {catalog.skills.map(skill => (
          <li key={skill.name}>
            <button
              type="button"
              className={rows.row}
              aria-current={activeTab === `skill ${skill.name}`}
              onClick={() => openTab(pageTab('skill', skill.name, skill.title))}
            >
              <SkillLines skill={skill} />
            </button>
          </li>
        ))}
      </ul>
      <h3 className={rows.group}>Products</h3>
      <ul className={rows.rows}>
        {catalog.products.map(product => (
          <li key={product.product}>
            <button
              type="button"
              className={rows.row}
              aria-current={activeTab === `product ${product.product}`}
              onClick={() => openTab(pageTab('product', product.product, product.title))}
            >
              <ProductLines product={product} />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

const SkillLines = ({ skill }: { skill: SkillHead }) => (
  <>
    <span className={rows.mark}>
      <IconSparkles size={16} stroke={1.6} color="var(--sage_skill)" />
    </span>
    <span className={rows.lines}>
      <span className={rows.first}>
        <span className={rows.name}>{skill.title}</span>
        {skill.edited && <span className={styles.badge}>edited</span>}
      </span>
      <span className={`${rows.second ?? ''} ${rows.clamp ?? ''}`}>{skill.description}</span>
    </span>
  </>
);

const ProductLines = ({ product }: { product: ProductManifest }) => (
  <>
    <span className={rows.mark}>
      <IconPlugConnected size={16} stroke={1.6} color="var(--product_action)" />
    </span>
    <span className={rows.lines}>
      <span className={rows.name}>{product.title}</span>
      <span className={rows.second}>
        <span>{countOf(Object.keys(product.actions).length, 'action')}</span>
        <span>{countOf(Object.keys(product.events).length, 'event')}</span>
      </span>
    </span>
  </>
);
