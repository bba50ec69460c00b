import { Autocomplete, Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Actor, type WaitId } from '../../../engine/base/ids.ts';
import { useStudio } from '../../state/studio.ts';
import { actorName } from '../run-details/actor-name.ts';

/** Hands a task to another person or role. */
export function ReassignDialog({ waitId, assignee, onClose }: { waitId: WaitId; assignee: string; onClose: () => void }) {
  const catalog = useStudio(studio => studio.catalog);
  const reassign = useStudio(studio => studio.reassignTask);
  const [to, setTo] = useState('');
  const [comment, setComment] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const known = [...(catalog?.roles ?? []), ...(catalog?.users ?? [])].filter(actor => actor !== assignee);

  const send = async () => {
    const actor = Actor.safeParse(to.trim());
    if (!actor.success || !/^(user|role):/.test(to.trim())) {
      setTrouble('Choose somebody from the list, or write user: or role: and a name, such as user:ana.');
      return;
    }
    setBusy(true);
    const refusal = await reassign(waitId, actor.data, comment.trim() === '' ? null : comment.trim());
    setBusy(false);
    if (refusal === null) onClose();
    else setTrouble(refusal);
  };

  return (
    <Modal opened onClose={onClose} title="Hand this to somebody else">
      <form
        onSubmit={event => {
          event.preventDefault();
          void send();
        }}
      >
        <Text mb="sm">{`It is asked of ${actorName(assignee)} now. The run waits on; who has it next finds it in their inbox.`}</Text>
        <Autocomplete
          label="Who answers instead"
          description="A person (user:name) or a role (role:name)."
          data={known}
          value={to}
          error={trouble}
          data-autofocus
          onChange={next => {
            setTo(next);
            setTrouble(null);
          }}
        />
        <Textarea
          mt="sm"
          label="Comment"
          placeholder="Optional; kept in the trace"
          autosize
          minRows={2}
          maxRows={6}
          maxLength={4000}
          value={comment}
          onChange={event => setComment(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={onClose}>
            Leave it where it is
          </Button>
          <Button type="submit" loading={busy}>
            Hand it over
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
