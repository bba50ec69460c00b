import { Button } from '@mantine/core';
import { IconPlugConnected, IconPlus, IconPuzzle, IconShieldCheck, IconShieldOff, IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import type { SkillHead } from '../../../engine/contract/catalog.ts';
import type { SkillShelf } from '../../../engine/contract/skills.ts';
import type { ProductManifest } from '../../../engine/products/product.ts';
import { pageTab } from '../../state/desk.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { countOf } from '../../ui/format-count.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { PanelFrame } from '../../ui/panel-frame.tsx';
import rows from '../../ui/rows.module.css';
import type { Panel } from '../panel.ts';
import { NewSkillDialog } from './new-skill-dialog.tsx';
import { shortPlace } from './problem-place.ts';
import styles from './skills.module.css';

export const SKILLS_PANEL: Panel = {
  id: 'skills',
  title: 'Skills & products',
  icon: IconPuzzle,
  place: 'side',
  View: SkillsPanel,
  count: ({ shelf }) => shelf?.problems.filter(({ severity }) => severity === 'error').length ?? 0,
};

/** What Sage can do and which systems can be asked to act. */
function SkillsPanel() {
  const [isMaking, setMaking] = useState(false);
  return (
    <PanelFrame title="Skills & products" actions={<IconButton icon={IconPlus} words="New skill" onPress={() => setMaking(true)} />}>
      <Trust />
      <Problems />
      <CatalogList />
      <NewSkillDialog isOpen={isMaking} onClose={() => setMaking(false)} />
    </PanelFrame>
  );
}

/** Whether the workspace's own skills are used, and the way to the question. */
function Trust() {
  const shelf = useStudio(studio => studio.shelf);
  const askTrust = useStudio(studio => studio.askTrust);
  if (shelf === null || shelf.own.length === 0) return null;
  const isTrusted = shelf.trust === 'trusted';
  return (
    <div className={styles.trust} data-trusted={isTrusted}>
      {isTrusted ? <IconShieldCheck size={16} /> : <IconShieldOff size={16} />}
      <p>{trustWords(shelf)}</p>
      <Button variant="subtle" size="compact-sm" onClick={() => askTrust(true)}>
        {isTrusted ? 'Change' : 'Decide'}
      </Button>
    </div>
  );
}

const trustWords = ({ trust, own }: SkillShelf): string =>
  trust === 'trusted'
    ? `You trust this workspace; it brings ${countOf(own.length, 'skill')}.`
    : `Restricted: ${own.length === 1 ? 'a skill' : `${own.length} skills`} of this workspace ${own.length === 1 ? 'is' : 'are'} not used.`;

function Problems() {
  const shelf = useStudio(studio => studio.shelf);
  if (shelf === null || shelf.problems.length === 0) return null;
  const { problems, folder } = shelf;
  return (
    <ul className={styles.shelfProblems} aria-label="Skills with problems">
      {problems.map(({ sentence, severity }) => (
        <li key={sentence} data-severity={severity}>
          {shortPlace(sentence, folder)}
        </li>
      ))}
    </ul>
  );
}

function CatalogList() {
  const catalog = useStudio(studio => studio.catalog);
  if (catalog === null) return <LateSkeleton lines={8} />;
  if (catalog.skills.length === 0 && catalog.products.length === 0)
    return <EmptyState sentence="This workspace has no skills yet: make one with the + above, and it stands here." />;
  const own = catalog.skills.filter(skill => skill.own);
  return (
    <>
      {own.length > 0 && <SkillRows title="This workspace’s own" skills={own} />}
      <SkillRows title="Skills" skills={catalog.skills.filter(skill => !skill.own)} />
      <h3 className={rows.group}>Products</h3>
      <ul className={rows.rows}>
        {catalog.products.map(product => (
          <li key={product.product}>
            <ProductRow product={product} />
          </li>
        ))}
      </ul>
    </>
  );
}

function SkillRows({ title, skills }: { title: string; skills: readonly SkillHead[] }) {
  const openTab = useStudio(studio => studio.openTab);
  const activeTab = useStudio(studio => studio.desk.activeTab);
  return (
    <>
      <h3 className={rows.group}>{title}</h3>
      <ul className={rows.rows}>
        {skills.map(skill => (
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

function ProductRow({ product }: { product: ProductManifest }) {
  const openTab = useStudio(studio => studio.openTab);
  const activeTab = useStudio(studio => studio.desk.activeTab);
  return (
    <button
      type="button"
      className={rows.row}
      aria-current={activeTab === `product ${product.product}`}
      onClick={() => openTab(pageTab('product', product.product, product.title))}
    >
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
    </button>
  );
}
