import { IconVersions } from '@tabler/icons-react';
import { Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { PublishChecks, usePublishOutlook } from '../panels/versions/publish-checks.tsx';
import { useStudio } from '../state/studio.ts';
import { IconButton } from '../ui/icon-button.tsx';

/** Opens the publishing of the open flow. */
export function PublishButton() {
  const hasFlow = useStudio(studio => studio.openFlow !== null);
  const showSheet = useStudio(studio => studio.showSheet);
  if (!hasFlow) return null;
  return (
    <span data-tour="publish" style={{ display: 'inline-flex' }}>
      <IconButton icon={IconVersions} words="Publish a version" keys="Ctrl+Shift+S" onPress={() => showSheet('publish')} />
    </span>
  );
}

/** Asks what changed, and makes the drawing a version. */
export function PublishDialog() {
  const isOpen = useStudio(studio => studio.sheet === 'publish');
  const name = useStudio(studio => studio.openFlow?.flow.name ?? '');
  const showSheet = useStudio(studio => studio.showSheet);
  return (
    <Modal opened={isOpen} onClose={() => showSheet(null)} size={520} title={`Publish “${name}”`}>
      {isOpen && <PublishForm onDone={() => showSheet(null)} />}
    </Modal>
  );
}

function PublishForm({ onDone }: { onDone: () => void }) {
  const publishFlow = useStudio(studio => studio.publishFlow);
  const showBottom = useStudio(studio => studio.showBottom);
  const hasErrors = useStudio(studio => studio.problems.some(problem => problem.severity === 'error'));
  const outlook = usePublishOutlook();
  const mayPublish = !hasErrors && (outlook === null || outlook.sameAs === null);
  const [message, setMessage] = useState('');
  const [state, setState] = useState<'rests' | 'publishes' | { readonly trouble: string }>('rests');
  const publish = async () => {
    if (!mayPublish || state === 'publishes') return;
    setState('publishes');
    const trouble = await publishFlow(message.trim());
    if (trouble === null) onDone();
    else setState({ trouble });
  };
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        void publish();
      }}
    >
      <Text>The drawing as it is now becomes a version that never changes. You go on drawing on the draft.</Text>
      <Textarea
        data-autofocus
        mt="md"
        label="What is new in it"
        placeholder="Approval from 25,000 on"
        maxLength={500}
        autosize
        minRows={2}
        maxRows={6}
        value={message}
        error={typeof state === 'string' ? null : state.trouble}
        onChange={event => setMessage(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void publish();
        }}
      />
      <PublishChecks
        outlook={outlook}
        onProblems={() => {
          showBottom('problems');
          onDone();
        }}
      />
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" disabled={!mayPublish} loading={state === 'publishes'}>
          Publish
        </Button>
      </Group>
    </form>
  );
}
