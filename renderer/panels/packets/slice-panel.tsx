import { IconDots, IconEye, IconEyeOff, IconFileUpload, IconForms, IconPencil, IconTrash } from '@tabler/icons-react';
import { ActionIcon, Button, Menu, SegmentedControl } from '@mantine/core';
import { useRef, useState } from 'react';
import type { PacketId, SliceName } from '../../../engine/base/ids.ts';
import { withoutSlice, withRenamedSlice, withSlice, type DraftSlice } from '../../state/packet-draft.ts';
import type { PacketPage } from '../../state/packet-page.ts';
import { useStudio } from '../../state/studio.ts';
import { CommittedText } from '../../ui/committed-text.tsx';
import { formFields } from '../inspector/form-shape.ts';
import { fileBase64 } from './file-base64.ts';
import { LongText } from './long-text.tsx';
import { jsonProblem, problemsOf, problemSentence, sliceNameProblem } from './packet-words.ts';
import { SliceFacts } from './slice-facts.tsx';
import { SliceForm } from './slice-form.tsx';
import { SliceText } from './slice-text.tsx';
import { useSliceText } from './use-slice-text.ts';
import styles from './packets.module.css';

interface PanelProps {
  readonly packetId: PacketId;
  readonly slice: DraftSlice;
  readonly page: PacketPage;
  readonly onRenamed: (name: SliceName) => void;
}

/** One slice: what it holds, to read and to change, and what is wrong with it, what it is and where it comes from. */
export function SlicePanel({ packetId, slice, page, onRenamed }: PanelProps) {
  const changePacket = useStudio(studio => studio.changePacket);
  const schema = useStudio(studio => studio.openFlow?.flow.packet.slices[slice.name]?.schema);
  const [wantsText, setWantsText] = useState(false);
  const kept = page.packet?.slices.find(one => one.name === slice.keptAs);
  const held = useSliceText(packetId, slice, kept);
  const fields = held.isText || schema?.['type'] !== 'object' ? [] : formFields(schema, { templated: false });
  const showsForm = fields.length > 0 && !wantsText;
  const problems = problemsOf(page.fit, slice.name);
  const notJson = held.state === 'whole' && !held.isText ? jsonProblem(held.text) : null;
  const sentences = [
    ...(page.troubles[slice.name] === undefined ? [] : [page.troubles[slice.name] ?? '']),
    ...(notJson === null ? (showsForm ? problems.filter(problem => problem.path === '') : problems).map(problemSentence) : [notJson]),
  ];
  const write = (text: string) =>
    changePacket(packetId, `typing in ${slice.name}`, draft =>
      withSlice(draft, slice.name, {
        typed: text === held.keptText ? null : { kind: 'text', isText: held.isText, text },
      }),
    );
  return (
    <div className={styles.slice} role="tabpanel" aria-label={slice.name}>
      <div className={styles.facts}>
        <SliceFacts slice={slice} kept={kept} page={page} isText={held.isText} />
        <span className={styles.grow} />
        {fields.length > 0 && held.state === 'whole' && (
          <SegmentedControl
            size="xs"
            aria-label="How to show the slice"
            data={[
              { value: 'form', label: 'Form' },
              { value: 'json', label: 'JSON' },
            ]}
            value={showsForm ? 'form' : 'json'}
            onChange={value => setWantsText(value === 'json')}
          />
        )}
        {held.state === 'whole' && held.isRevealed && (
          <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconEyeOff size={15} />} onClick={held.hide}>
            Hide
          </Button>
        )}
        <SliceMenu packetId={packetId} slice={slice} page={page} onRenamed={onRenamed} />
      </div>
      {sentences.length > 0 && (
        <ul className={styles.troubles} role="status">
          {sentences.slice(0, 20).map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
          {sentences.length > 20 && <li>… and {sentences.length - 20} more.</li>}
        </ul>
      )}
      {held.state === 'masked' ? (
        <Masked name={slice.name} onShow={held.show} trouble={held.trouble} />
      ) : held.state === 'document' ? (
        <p className={styles.note}>“{held.fileName}” takes the place of this slice when the packet is saved.</p>
      ) : held.state === 'long' ? (
        <LongText packetId={packetId} name={slice.name} totalChars={held.totalChars} reveal={held.isRevealed} preview={held.preview} />
      ) : showsForm && notJson === null ? (
        <SliceForm text={held.text} fields={fields} problems={problems} onChange={write} />
      ) : (
        <SliceText name={slice.name} text={held.text} isText={held.isText} onChange={write} />
      )}
    </div>
  );
}

function Masked({ name, trouble, onShow }: { name: string; trouble: string | null; onShow: () => void }) {
  return (
    <div className={styles.masked}>
      <IconEyeOff size={26} stroke={1.4} aria-hidden />
      <p>“{name}” is marked sensitive, so it is not shown unasked. Shown, it stays so only while you look at it.</p>
      {trouble !== null && (
        <p className={styles.bad} role="alert">
          {trouble}
        </p>
      )}
      <Button variant="default" leftSection={<IconEye size={15} />} onClick={onShow}>
        Show it
      </Button>
    </div>
  );
}

function SliceMenu({ packetId, slice, page, onRenamed }: PanelProps) {
  const changePacket = useStudio(studio => studio.changePacket);
  const [renames, setRenames] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const { name } = slice;
  const others = (page.history?.now.slices ?? []).map(one => one.name).filter(one => one !== name);
  if (renames)
    return (
      <div className={styles.rename}>
        <CommittedText
          label="New name of the slice"
          hidesLabel
          isCode
          value={name}
          onCommit={text => {
            const problem = sliceNameProblem(text, others);
            if (problem !== null) return problem;
            setRenames(false);
            const to = text as SliceName; // true: just checked
            changePacket(packetId, `renaming ${name}`, draft => withRenamedSlice(draft, name, to));
            onRenamed(to);
            return null;
          }}
        />
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setRenames(false)}>
          Leave it
        </Button>
      </div>
    );
  return (
    <>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label="File for the slice"
        accept=".pdf,.docx,.md,.txt,.csv,.json,.html,.htm"
        onChange={event => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file === undefined) return;
          void fileBase64(file).then(base64 =>
            changePacket(packetId, `putting ${file.name} into ${name}`, draft =>
              withSlice(draft, name, { typed: { kind: 'document', fileName: file.name, base64 } }),
            ),
          );
        }}
      />
      <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon aria-label={`More to do with ${name}`}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setRenames(true)}>
            Rename
          </Menu.Item>
          <Menu.Item leftSection={<IconFileUpload size={15} />} onClick={() => chooser.current?.click()}>
            Replace with a file…
          </Menu.Item>
          {slice.typed !== null && slice.keptAs !== null && (
            <Menu.Item
              leftSection={<IconForms size={15} />}
              onClick={() => changePacket(packetId, `taking ${name} back`, draft => withSlice(draft, name, { typed: null }))}
            >
              Take changes back
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item
            color="var(--failed)"
            leftSection={<IconTrash size={15} />}
            onClick={() => changePacket(packetId, `removing ${name}`, draft => withoutSlice(draft, name))}
          >
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
