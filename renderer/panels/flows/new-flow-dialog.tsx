import { Button, Group, Modal, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { FlowTemplate } from '../../../engine/contract/flows.ts';
import { useStudio } from '../../state/studio.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { FlowSketch } from './flow-sketch.tsx';
import styles from './new-flow-dialog.module.css';

/** Asks what a new flow is called and what it begins with: nothing, a template of the workspace, or a starter. */
export function NewFlowDialog() {
  const isOpen = useStudio(studio => studio.libraryDialog?.kind === 'new-flow');
  const show = useStudio(studio => studio.showLibraryDialog);
  return (
    <Modal opened={isOpen} onClose={() => show(null)} title="New flow" size={880}>
      {isOpen && <NewFlow onDone={() => show(null)} />}
    </Modal>
  );
}

function NewFlow({ onDone }: { onDone: () => void }) {
  const templates = useStudio(studio => studio.templates);
  const problems = useStudio(studio => studio.templateProblems);
  const readTemplates = useStudio(studio => studio.readTemplates);
  const createFlow = useStudio(studio => studio.createFlow);
  const createFromTemplate = useStudio(studio => studio.createFromTemplate);
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<FlowTemplate | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => void readTemplates(), [readTemplates]);
  const template = chosen === null ? null : (templates?.find(one => isSame(one, chosen)) ?? null);
  const names = useStudio(studio => studio.flows);
  const offered = template === null ? null : freeName(template.flow.name, new Set(names?.map(flow => flow.name)));
  const wished = name.trim() === '' ? (offered ?? '') : name.trim();
  const make = () => {
    if (wished === '') {
      setTrouble('Give the flow a name: what the playbook does, in a few words.');
      return;
    }
    void (template === null ? createFlow(wished) : createFromTemplate(template, wished));
    onDone();
  };
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        make();
      }}
    >
      <TextInput
        label="Name"
        description="What the playbook does, in a few words. It can be changed later."
        data-autofocus
        placeholder={offered ?? 'Welcome a new client'}
        maxLength={200}
        value={name}
        error={trouble}
        onChange={event => {
          setName(event.currentTarget.value);
          setTrouble(null);
        }}
      />
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>Begin with</legend>
        <div className={styles.cards}>
          <Card
            title="An empty flow"
            sentence="Nothing is drawn yet."
            isChosen={template === null}
            drawing={<IconPlus size={28} stroke={1.4} />}
            onChoose={() => setChosen(null)}
          />
          {(templates ?? []).map(one => (
            <TemplateCard
              key={`${one.isOwn} ${one.templateId}`}
              template={one}
              isChosen={template !== null && isSame(one, template)}
              onChoose={() => setChosen(one)}
            />
          ))}
        </div>
        {templates === null && <LateSkeleton lines={3} />}
      </fieldset>
      {problems.map(problem => (
        <p key={problem} className={styles.problem} role="status">
          {problem}
        </p>
      ))}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit">Make the flow</Button>
      </Group>
    </form>
  );
}

function TemplateCard({ template, isChosen, onChoose }: { template: FlowTemplate; isChosen: boolean; onChoose: () => void }) {
  const removeTemplate = useStudio(studio => studio.removeTemplate);
  const { flow, isOwn } = template;
  return (
    <Card
      title={flow.name}
      sentence={flow.description ?? 'No sentence says what it is for.'}
      isChosen={isChosen}
      drawing={<FlowSketch flow={flow} />}
      onChoose={onChoose}
      {...(isOwn && {
        action: <IconButton icon={IconTrash} words={`Remove the template ${flow.name}`} onPress={() => void removeTemplate(template)} />,
      })}
    />
  );
}

function Card(props: {
  title: string;
  sentence: string;
  isChosen: boolean;
  drawing: React.ReactNode;
  action?: React.ReactNode;
  onChoose: () => void;
}) {
  return (
    <div className={styles.card} data-chosen={props.isChosen || undefined}>
      <label className={styles.label}>
        <input
          className={styles.radio}
          type="radio"
          name="template"
          aria-label={props.title}
          checked={props.isChosen}
          onChange={props.onChoose}
        />
        <span className={styles.drawing}>{props.drawing}</span>
        <span className={styles.title}>{props.title}</span>
        <span className={styles.sentence} title={props.sentence}>
          {props.sentence}
        </span>
      </label>
      {props.action !== undefined && <span className={styles.action}>{props.action}</span>}
    </div>
  );
}

/** A template's name, or with a number when a flow is called so already. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const wished = number === 1 ? name : `${name} ${number}`;
    if (!taken.has(wished)) return wished;
  }
}

const isSame = (a: FlowTemplate, b: FlowTemplate): boolean => a.templateId === b.templateId && a.isOwn === b.isOwn;
