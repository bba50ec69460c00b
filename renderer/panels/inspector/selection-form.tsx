import { Button } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Json } from '../../../engine/base/json.ts';
import type { Catalog } from '../../../engine/contract/catalog.ts';
import type { Flow, Step } from '../../../engine/flow/flow.ts';
import { STEP_DEFINITIONS } from '../../../engine/steps/step-definitions.ts';
import { useStudio } from '../../state/studio.ts';
import { countOf } from '../../ui/format-count.ts';
import { changedSteps, commonSections, commonValue, differAt } from './common-fields.ts';
import { drawField } from './form-fields.tsx';
import { FormPlaceContext, type FormPlace } from './form-place.ts';
import { FormSectionView } from './form-section.tsx';
import { words } from './form-shape.ts';
import { referenceOptions } from './reference-options.ts';
import { valueAt } from './value-at.ts';
import styles from './form.module.css';

/** What several steps have in common, changed in all of them at once, and what else can be done with them. */
export function SelectionForm({ flow, steps, catalog }: { flow: Flow; steps: readonly Step[]; catalog: Catalog | null }) {
  const edit = useStudio(studio => studio.edit);
  const duplicate = useStudio(studio => studio.duplicateSelection);
  const remove = useStudio(studio => studio.removeSelection);
  const sections = useMemo(() => commonSections(steps, catalog), [steps, catalog]);
  const place = useMemo<FormPlace>(
    () => ({
      problems: [],
      variables: null,
      focusWish: null,
      onFocused: () => undefined,
      draw: drawField,
      options: to => referenceOptions(to, flow, steps[0] ?? null, catalog).filter(({ value }) => to !== 'step' || !isOneOf(steps, value)),
      isMixed: path => differAt(steps, path),
      commit: (path, value) =>
        edit(changedSteps(steps, path, value), {
          label: `change ${words(String(path.at(-1))).toLowerCase()} of ${countOf(steps.length, 'step')}`,
        })?.message ?? null,
    }),
    [flow, steps, catalog, edit],
  );
  const common = useMemo(() => commonValue(steps.map(step => step as unknown as Json)), [steps]); // true: a step is JSON
  return (
    <FormPlaceContext value={place}>
      <div className={styles.form}>
        <h2 className={styles.sectionTitle}>{countOf(steps.length, 'step')} selected</h2>
        <p className={styles.description}>
          {kindWords(steps)}{' '}
          {sections.length === 0
            ? 'They have no field in common; select steps of one kind to change them together.'
            : 'What you change here changes in all of them, and one undo takes it back.'}
        </p>
        {sections.map((section, index) => (
          <FormSectionView key={`${index} ${section.title ?? ''}`} title={section.title} isOpen={section.isOpen} isWished={false}>
            {section.fields.map(field => drawField(field, [...section.path, field.name], valueAt(common, [...section.path, field.name])))}
          </FormSectionView>
        ))}
        <section className={styles.section}>
          <Button variant="default" leftSection={<IconCopy size={15} />} onClick={duplicate}>
            Duplicate them
          </Button>
          <Button variant="default" leftSection={<IconTrash size={15} />} onClick={() => remove({ heal: false })}>
            Delete them
          </Button>
          <Button variant="default" leftSection={<IconTrash size={15} />} onClick={() => remove({ heal: true })}>
            Delete them and close the gap
          </Button>
        </section>
      </div>
    </FormPlaceContext>
  );
}

const isOneOf = (steps: readonly Step[], stepId: string): boolean => steps.some(({ id }) => id === stepId);

/** “2 gates, 1 human task.” */
function kindWords(steps: readonly Step[]): string {
  const counts = Map.groupBy(steps, ({ kind }) => kind);
  return `${[...counts].map(([kind, of]) => countOf(of.length, STEP_DEFINITIONS[kind].title.toLowerCase())).join(', ')}.`;
}
