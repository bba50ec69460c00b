import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import styles from './form.module.css';

/** A part of a form; one with a title can be folded, and unfolds when a field in it is wished for. */
export function FormSectionView(props: { title: string | null; isOpen: boolean; isWished: boolean; children: React.ReactNode }) {
  const { title } = props;
  const [isOpen, setOpen] = useState(props.isOpen);
  if (props.isWished && !isOpen) setOpen(true);
  if (title === null) return <section className={styles.section}>{props.children}</section>;
  return (
    <section className={styles.section}>
      <Button
        className={styles.more ?? ''}
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {title}
      </Button>
      {isOpen && props.children}
    </section>
  );
}
