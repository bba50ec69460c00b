import { useMemo, useState } from 'react';
import type { Json } from '../../../engine/base/json.ts';
import type { Catalog } from '../../../engine/contract/catalog.ts';
import type { FlowCatalog } from '../../../engine/flow/flow-catalog.ts';
import { flowShapes } from '../../../engine/flow/flow-shapes.ts';
import { stepTitle, type Flow, type Step } from '../../../engine/flow/flow.ts';
import type { StepKind } from '../../../engine/steps/step-definition.ts';
import { STEP_DEFINITIONS } from '../../../engine/steps/step-definitions.ts';
import type { FocusWish } from '../../state/desk-slice.ts';
import { useStudio, useStudioStore } from '../../state/studio.ts';
import { KindIcon } from '../kind-icon.tsx';
import { FixButtons } from '../problems/fix-buttons.tsx';
import { problemWords } from '../problems/problem-words.ts';
import { whyAbsent } from './current-values.ts';
import { ConditionTallyView } from './condition-tally-view.tsx';
import { drawField } from './form-fields.tsx';
import { FormPlaceContext, type FormPlace } from './form-place.ts';
import { changedStep } from './form-edit.ts';
import { FormSectionView } from './form-section.tsx';
import { knownAtField } from './known-at-field.ts';
import { referenceOptions } from './reference-options.ts';
import { stepSections } from './step-sections.ts';
import { useCurrentValues, useShownRun } from './use-current-values.ts';
import { dotted, valueAt, type FieldPath } from './value-at.ts';
import { rememberCaret } from './remember-caret.ts';
import { VariablesList } from './variables-list.tsx';
import styles from './form.module.css';

/** Everything one step says, as a form made from its schemas. */
export function StepForm(props: {
  flow: Flow;
  step: Step;
  catalog: Catalog | null;
  /** Whether the list of variables lies open. */
  showsVariables: boolean;
  onShowVariables: (shows: boolean) => void;
}) {
  const { flow, step, catalog } = props;
  const store = useStudioStore();
  const edit = useStudio(studio => studio.edit);
  const problems = useStudio(studio => studio.problems);
  // The form follows the selection a moment later: a wish for the step that is selected now is not this one's to take.
  const focusWish = useStudio(studio => (studio.selection.at(-1) === step.id ? studio.focusWish : null));
  const onFocused = useStudio(studio => studio.takeFocusWish);
  const variables = useCurrentValues();
  const run = useShownRun();
  const sections = useMemo(() => stepSections(step, catalog), [step, catalog]);
  const known = useMemo(() => {
    let shapes: ReturnType<typeof flowShapes> | null = null;
    return (path: FieldPath) => {
      shapes ??= flowShapes(flow, catalog ?? NO_CATALOG);
      return knownAtField(flow, step, shapes, variables, path);
    };
  }, [flow, step, catalog, variables]);
  const titles = useMemo(() => new Map<string, string>(flow.steps.map(one => [one.id, stepTitle(one)])), [flow.steps]);
  const [caret] = useState(rememberCaret);
  const place = useMemo<FormPlace>(
    () => ({
      known,
      titles,
      whyAbsent: path => whyAbsent(path, run, variables, stepId => titles.get(stepId) ?? null),
      tellCaret: caret.tell,
      beneathCondition: (_path, text) => (step.kind === 'gate' ? <ConditionTallyView stepId={step.id} text={text} /> : null),
      problems: problems
        .filter(problem => problem.stepId === step.id)
        .map(problem => ({ ...problem, message: problemWords(problem, stepTitle(step)) })),
      variables,
      focusWish,
      onFocused,
      draw: drawField,
      options: to => referenceOptions(to, flow, step, catalog),
      commit: (path, value) => edit(changedStep(step, path, value))?.message ?? null,
      typed: path => {
        const { typing } = store.getState();
        return typing !== null && 'field' in typing && typing.stepId === step.id && typing.field === dotted(path) ? typing.text : null;
      },
      tellTyped: (path, text) => store.getState().tellTyping(text === null ? null : { stepId: step.id, field: dotted(path), text }),
    }),
    [problems, step, flow, catalog, caret, known, titles, run, variables, focusWish, onFocused, edit, store],
  );
  const knownToStep = useMemo(
    () => () => {
      const widest = known(WIDEST_VIEW[step.kind]);
      // Its own output is read by what it saves alone.
      return { ...widest, roots: widest.roots.toSorted((a, b) => Number(a === 'output') - Number(b === 'output')) };
    },
    [known, step.kind],
  );
  const loose = place.problems.filter(problem => problem.field === undefined);
  const value = step as unknown as Json; // true: a step is JSON
  return (
    <FormPlaceContext value={place}>
      <div className={styles.frame}>
        <div className={styles.scroller}>
          <div className={styles.form}>
            <div className={styles.head}>
              <KindIcon kind={step.kind} size={32} />
              <div className={styles.headWords}>
                <p className={styles.kind}>{STEP_DEFINITIONS[step.kind].title}</p>
                <div className={styles.id} title={`Its name in expressions: steps.${step.id}.output`}>
                  {step.id}
                </div>
              </div>
            </div>
            {loose.map(problem => (
              <div key={problem.message}>
                <p className={styles.wrong} data-severity={problem.severity}>
                  {problem.message}
                </p>
                <FixButtons problem={problem} />
              </div>
            ))}
            {sections.map((section, index) => (
              <FormSectionView
                key={`${index} ${section.title ?? ''}`}
                title={section.title}
                isOpen={section.isOpen}
                isWished={section.fields.some(field => isIn(focusWish, [...section.path, field.name]))}
              >
                {section.fields.map(field =>
                  drawField(field, [...section.path, field.name], valueAt(value, [...section.path, field.name])),
                )}
              </FormSectionView>
            ))}
          </div>
        </div>
        <VariablesList
          known={knownToStep}
          titles={titles}
          isOpen={props.showsVariables}
          onOpen={props.onShowVariables}
          onInsert={caret.insert}
        />
      </div>
    </FormPlaceContext>
  );
}

/** The field of each kind whose expressions may read the most. */
const WIDEST_VIEW: Readonly<Record<StepKind, FieldPath>> = {
  sage_skill: ['save', ''],
  human_task: ['save', ''],
  product_action: ['save', ''],
  event_wait: ['config', 'match'],
  gate: ['config', 'expression'],
};

/** Until the host has told what there is. */
const NO_CATALOG: FlowCatalog = { skills: [], products: [] };

/** The wished field is this one, or inside of it. */
const isIn = (wish: FocusWish | null, path: readonly string[]): boolean => {
  const field = wish?.field ?? null;
  return field !== null && (field === dotted(path) || field.startsWith(`${dotted(path)}.`));
};
