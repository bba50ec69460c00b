import { describe, expect, it } from 'vitest';
import { ALL_COMMANDS } from '../../../../renderer/commands/all-commands.ts';
import { commandFor, type KeyPlace } from '../../../../renderer/commands/command-for.ts';
import type { Command } from '../../../../renderer/commands/command.ts';
import { conflictsOf, keysSet, withOwnKeys } from '../../../../renderer/commands/key-map.ts';
import { ownCommands } from '../../../../renderer/commands/own-commands.ts';
import { reservedFor } from '../../../../renderer/commands/reserved-keys.ts';
import { shownKeys } from '../../../../renderer/commands/shown-keys.ts';
import { aFlow, skill } from '../../flow/a-flow.ts';
import { aStudio } from '../state/a-studio.ts';

const command = (id: string): Command => ALL_COMMANDS.find(one => one.id === id) ?? expect.fail(`There is no command ${id}.`);
const ON_CANVAS: KeyPlace = { isCanvas: true, isOutline: false, isTimeline: false, isCompare: false, isText: false };

describe('A person’s own keys', () => {
  it('work instead of those a command comes with, and outlive a restart', () => {
    const { store, storage } = aStudio(aFlow([skill('a')]));
    store.getState().setKeyMap(keysSet({}, command('window.bottom'), ['Ctrl+Shift+J']));

    const later = aStudio(aFlow([skill('a')]), Object.fromEntries(storage)).store.getState();
    const means = (key: string) => commandFor(key, ON_CANVAS, later, ownCommands(later))?.id ?? null;
    expect(means('Ctrl+Shift+J')).toBe('window.bottom');
    expect(means('Ctrl+J')).toBeNull();
    expect(ownCommands(later)).toBe(ownCommands(later));
  });

  it('that cannot be read are those that Atelier comes with', () => {
    const { store } = aStudio(aFlow([skill('a')]), { 'atelier.keys': '{"window.bottom": 7}' });
    expect(ownCommands(store.getState())).toEqual(ALL_COMMANDS);
  });

  it('are named no more once they are what the command comes with', () => {
    const undo = command('flow.undo');
    const changed = keysSet({}, undo, ['F9']);
    expect(withOwnKeys([undo], changed)[0]?.keys).toEqual(['F9']);
    expect(keysSet(changed, undo, undo.keys)).toEqual({});
  });

  it('tell whose a key is already, but for places where it means nothing else', () => {
    const of = (id: string, key: string) => conflictsOf(command(id), key, ALL_COMMANDS).map(other => other.id);
    expect(of('window.bottom', 'Ctrl+B')).toEqual(['window.side']);
    expect(of('window.bottom', 'N')).toContain('step.add');
    expect(of('step.add', 'Ctrl+B')).toEqual(['window.side']);
    expect(of('window.bottom', 'Ctrl+J')).toEqual([]);
    const ofTimeline = ALL_COMMANDS.find(({ place }) => place === 'timeline') ?? expect.fail('The timeline has commands.');
    expect(of(ofTimeline.id, 'F2')).toEqual([]);
  });

  it('are never one that the browser or the whole window needs', () => {
    expect(reservedFor('Ctrl+W', false)).toMatch(/Choose another key\.$/);
    expect(reservedFor('Escape', false)).toMatch(/Choose another key\.$/);
    expect(reservedFor('Ctrl+Q', true)).not.toBeNull();
    expect(reservedFor('Ctrl+Q', false)).toBeNull();
    for (const { id, keys } of ALL_COMMANDS)
      for (const key of keys) if (key !== 'Escape' && key !== 'Tab') expect(reservedFor(key, false), id).toBeNull();
  });

  it('stand in tooltips in the place of the others', () => {
    const shown = shownKeys(withOwnKeys(ALL_COMMANDS, { 'window.bottom': ['F9'], 'window.side': [] }), false);
    expect([shown('Ctrl+J'), shown('Ctrl+B'), shown('Ctrl+S'), shown('Esc')]).toEqual(['F9', '', 'Ctrl+S', 'Esc']);
  });
});
