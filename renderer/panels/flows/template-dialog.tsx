import { Button, Group, Modal, Text, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { FlowHead } from '../../../engine/contract/flows.ts';
import { useStudio } from '../../state/studio.ts';

/** Asks what a template is called and what it is for. */
export function TemplateDialog() {
  const dialog = useStudio(studio => (studio.libraryDialog?.kind === 'template' ? studio.libraryDialog : null));
  const flow = useStudio(studio => studio.flows?.find(({ flowId }) => flowId === dialog?.flowId));
  const show = useStudio(studio => studio.showLibraryDialog);
  return (
    <Modal opened={dialog !== null && flow !== undefined} onClose={() => show(null)} title="Save as a template" size={480}>
      {flow !== undefined && <AskTemplate key={flow.flowId} flow={flow} onDone={() => show(null)} />}
    </Modal>
  );
}

function AskTemplate({ flow, onDone }: { flow: FlowHead; onDone: () => void }) {
  const saveAsTemplate = useStudio(studio => studio.saveAsTemplate);
  const readDescription = useStudio(studio => studio.readDescription);
  const [name, setName] = useState(flow.name);
  // Null until it was typed, or the flow's own was read.
  const [description, setDescription] = useState<string | null>(null);
  useEffect(() => {
    void readDescription(flow.flowId).then(known => setDescription(typed => typed ?? known));
  }, [flow.flowId, readDescription]);
  const [trouble, setTrouble] = useState<string | null>(null);
  const save = async () => {
    if (name.trim() === '') {
      setTrouble('Give the template a name.');
      return;
    }
    const problem = await saveAsTemplate(flow.flowId, {
      name: name.trim(),
      description: (description ?? (await readDescription(flow.flowId))).trim(),
    });
    if (problem === null) onDone();
    else setTrouble(problem);
  };
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        void save();
      }}
    >
      <Text>
        New flows can begin as “{flow.name}” is drawn now. The template stands in the workspace’s folder templates, and changes no more with
        the flow.
      </Text>
      <TextInput
        data-autofocus
        mt="md"
        label="Name of the template"
        maxLength={200}
        value={name}
        error={trouble}
        onChange={event => {
          setName(event.currentTarget.value);
          setTrouble(null);
        }}
      />
      <Textarea
        mt="sm"
        label="What it is for"
        description="A sentence that helps others choose it."
        autosize
        minRows={2}
        maxRows={6}
        maxLength={4000}
        value={description ?? ''}
        onChange={event => setDescription(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit">Save the template</Button>
      </Group>
    </form>
  );
}
