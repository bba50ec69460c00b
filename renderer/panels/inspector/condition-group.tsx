import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import { IconFolderPlus, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Condition, ConditionGroup } from '../../../engine/expression/condition.ts';
import { NEW_GROUP, NEW_ROW, withAdded, withCondition, type ConditionPlace } from './condition-edit.ts';
import { ConditionRowView } from './condition-row.tsx';
import { draggedVariable, isVariable } from './variable-drag.ts';
import type { FieldPath } from './value-at.ts';
import styles from './condition.module.css';

const JOINS = [
  { value: 'all', label: 'All of these' },
  { value: 'any', label: 'Any of these' },
  { value: 'not all', label: 'Not all of these' },
  { value: 'not any', label: 'None of these' },
] as const;

/** Rows and groups that all or any must hold. A variable that is dropped on it becomes a row. */
export function ConditionGroupView(props: {
  group: ConditionGroup;
  /** Of this group. */
  place: ConditionPlace;
  /** Of the field. */
  path: FieldPath;
  /** The group changed; null takes it away. */
  onChange: (group: ConditionGroup) => void;
  onRemove?: () => void;
}) {
  const { group, place, path, onChange } = props;
  const [isOver, setOver] = useState(false);
  const isInner = place.length > 0;
  const set = (index: number, next: Condition | null) => {
    const changed = withCondition(group, [index], next);
    if (changed.members.length === 0 && props.onRemove !== undefined) props.onRemove();
    else onChange(changed.members.length === 0 ? { ...changed, members: [NEW_ROW] } : changed);
  };
  return (
    <div
      className={styles.group}
      role="group"
      aria-label={isInner ? `Group ${place.map(index => index + 1).join('.')}` : 'Conditions'}
      data-inner={isInner || undefined}
      data-drop={isOver || undefined}
      onDragOver={event => {
        if (!isVariable(event)) return;
        event.preventDefault();
        event.stopPropagation();
        event.dataTransfer.dropEffect = 'copy';
        if (!isOver) setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        setOver(false);
        const variable = draggedVariable(event);
        if (variable === null) return;
        event.preventDefault();
        event.stopPropagation();
        onChange(withVariable(group, variable));
      }}
    >
      {(isInner || group.members.length > 1 || group.isNegated) && (
        <div className={styles.groupHead}>
          <Select
            aria-label={isInner ? `How group ${place.map(index => index + 1).join('.')} is joined` : 'How the conditions are joined'}
            size="xs"
            w={150}
            allowDeselect={false}
            data={[...JOINS]}
            value={`${group.isNegated ? 'not ' : ''}${group.join}`}
            onChange={value => {
              if (value !== null) onChange({ ...group, isNegated: value.startsWith('not '), join: value.endsWith('all') ? 'all' : 'any' });
            }}
          />
          {props.onRemove !== undefined && (
            <Tooltip label="Remove this group">
              <ActionIcon aria-label="Remove this group" onClick={props.onRemove}>
                <IconTrash size={15} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      )}
      {group.members.map((member, index) =>
        member.kind === 'group' ? (
          <ConditionGroupView
            key={index}
            group={member}
            place={[...place, index]}
            path={path}
            onChange={next => set(index, next)}
            onRemove={() => set(index, null)}
          />
        ) : (
          <ConditionRowView
            key={index}
            row={member}
            place={[...place, index]}
            path={path}
            canRemove={isInner || group.members.length > 1 || member.field !== ''}
            onChange={next => set(index, next)}
          />
        ),
      )}
      <div className={styles.adders}>
        <Button variant="subtle" size="compact-xs" leftSection={<IconPlus size={13} />} onClick={() => onChange(withAdded(group, NEW_ROW))}>
          Condition
        </Button>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconFolderPlus size={13} />}
          onClick={() => onChange(withAdded(group, { ...NEW_GROUP, join: group.join === 'all' ? 'any' : 'all' }))}
        >
          Group
        </Button>
      </div>
    </div>
  );
}

/** In the first row that has no field yet, else in one of its own. */
function withVariable(group: ConditionGroup, variable: string): ConditionGroup {
  const empty = group.members.findIndex(member => member.kind === 'row' && member.field === '');
  return empty === -1 ? withAdded(group, { ...NEW_ROW, field: variable }) : withCondition(group, [empty], { ...NEW_ROW, field: variable });
}
