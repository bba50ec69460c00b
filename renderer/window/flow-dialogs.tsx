import { Button, Group, List, Modal, Text } from '@mantine/core';
import { Fragment } from 'react';
import { useStudio } from '../state/studio.ts';
import { formatDate } from '../ui/format-date.ts';
import { useNowUs } from '../ui/use-now.ts';

/** Questions about the open flow that only a person can answer. */
export function FlowDialogs() {
  return (
    <>
      <MovedDialog />
      <KeptDialog />
      <ImportDialog />
    </>
  );
}

function MovedDialog() {
  const name = useStudio(studio => (studio.openFlow?.save.kind === 'moved' ? studio.openFlow.flow.name : null));
  const settle = useStudio(studio => studio.settleMove);
  return (
    <Modal
      opened={name !== null}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title="This flow was saved elsewhere"
    >
      <Text>
        Another window saved “{name}” while you were drawing. Your drawing is not lost: keep it as a flow of its own, or leave it and go on
        with theirs.
      </Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={() => void settle('theirs')}>
          Take theirs
        </Button>
        <Button data-autofocus onClick={() => void settle('copy')}>
          Keep mine as a copy
        </Button>
      </Group>
    </Modal>
  );
}

function KeptDialog() {
  const kept = useStudio(studio => studio.openFlow?.kept ?? null);
  const settle = useStudio(studio => studio.settleKept);
  const nowUs = useNowUs(false);
  return (
    <Modal
      opened={kept !== null}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title="There are changes that were not saved"
    >
      <Text>
        When this flow was last open here, the engine went away before it had saved everything
        {kept === null ? '' : ` (${formatDate(kept.atUs, { nowUs })})`}. Take the changes up again, or go on with what the workspace holds?
        Taking them up can be undone.
      </Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={() => settle('discard')}>
          Leave them
        </Button>
        <Button data-autofocus onClick={() => settle('take-up')}>
          Take them up
        </Button>
      </Group>
    </Modal>
  );
}

function ImportDialog() {
  const refusals = useStudio(studio => studio.importRefusals);
  const forget = useStudio(studio => studio.forgetImport);
  const [first] = refusals;
  const title = refusals.length === 1 ? `${first?.fileName ?? ''} was not imported` : `${refusals.length} files were not imported`;
  return (
    <Modal opened={first !== undefined} onClose={forget} size={520} title={first === undefined ? '' : title}>
      <Text>Nothing was changed by {refusals.length === 1 ? 'it' : 'them'}. Put this right, then import again:</Text>
      {refusals.slice(0, 20).map(({ fileName, problems }, index) => (
        <Fragment key={`${index} ${fileName}`}>
          {refusals.length > 1 && (
            <Text mt="sm" fw={600}>
              {fileName}
            </Text>
          )}
          <List mt="sm" spacing="xs" size="sm">
            {problems.slice(0, 20).map(problem => (
              <List.Item key={problem.message}>{problem.message}</List.Item>
            ))}
          </List>
        </Fragment>
      ))}
      <Group justify="flex-end" mt="lg">
        <Button onClick={forget}>Done</Button>
      </Group>
    </Modal>
  );
}
