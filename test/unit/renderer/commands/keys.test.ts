import { describe, expect, it } from 'vitest';
import { ALL_COMMANDS } from '../../../../renderer/commands/all-commands.ts';
import { conflictsOf } from '../../../../renderer/commands/key-map.ts';
import { found } from '../../../../renderer/commands/found.ts';
import { belongsToText, keyLabel, keyName, takesText } from '../../../../renderer/commands/keys.ts';

const press = (key: string, held: string = '') => ({
  key,
  ctrlKey: held.includes('C'),
  metaKey: held.includes('M'),
  altKey: held.includes('A'),
  shiftKey: held.includes('S'),
  isComposing: held.includes('i'),
  getModifierState: (name: string) => name === 'AltGraph' && held.includes('G'),
});
const element = (tagName: string, attributes: Record<string, string> = {}) => ({
  tagName,
  getAttribute: (name: string) => attributes[name] ?? null,
});

describe('A pressed key', () => {
  it('is named by its character, whatever the board', () => {
    expect(keyName(press('z', 'CS'), false)).toBe('Ctrl+Shift+Z');
    expect(keyName(press('Z', 'CS'), false)).toBe('Ctrl+Shift+Z');
    expect(keyName(press('ArrowLeft', 'AS'), false)).toBe('Alt+Shift+ArrowLeft');
    expect(keyName(press(' '), false)).toBe('Space');
    expect(keyName(press('é'), false)).toBe('É');
  });

  it('is a sign without the Shift that types it', () => {
    expect(keyName(press('?', 'S'), false)).toBe('?');
    expect(keyName(press('+', 'CS'), false)).toBe('Ctrl++');
  });

  it('is no command while AltGr types a character or an input method composes', () => {
    expect(keyName(press('@', 'CAG'), false)).toBeNull();
    expect(keyName(press('a', 'i'), false)).toBeNull();
    expect(keyName(press('Dead'), false)).toBeNull();
    expect(keyName(press('Control', 'C'), false)).toBeNull();
  });

  it('counts Cmd as Ctrl on a Mac, and Ctrl there for nothing', () => {
    expect(keyName(press('s', 'M'), true)).toBe('Ctrl+S');
    expect(keyName(press('s', 'C'), true)).toBeNull();
    expect(keyName(press('s', 'M'), false)).toBeNull();
  });

  it('is shown as a person knows it', () => {
    expect(keyLabel('Ctrl+Shift+ArrowRight', false)).toBe('Ctrl+Shift+→');
    expect(keyLabel('Ctrl+Shift+ArrowRight', true)).toBe('⌘⇧→');
    expect(keyLabel('Ctrl++', false)).toBe('Ctrl++');
    expect(keyLabel('Delete', false)).toBe('Del');
  });
});

describe('Where text is typed', () => {
  it('letters, arrows and the keys that edit belong to the text', () => {
    for (const name of [
      'A',
      'N',
      '?',
      'Delete',
      'Enter',
      'Tab',
      'Escape',
      'Ctrl+Z',
      'Ctrl+Shift+Z',
      'Ctrl+Y',
      'Ctrl+A',
      'Ctrl+C',
      'Ctrl+ArrowLeft',
      'Alt+ArrowLeft',
    ])
      expect(belongsToText(name), name).toBe(true);
  });

  it('the window keeps its own', () => {
    for (const name of ['Ctrl+S', 'Ctrl+K', 'Ctrl+Shift+P', 'Ctrl+J', 'Ctrl+Enter', 'Ctrl+.', 'F6'])
      expect(belongsToText(name), name).toBe(false);
  });

  it('is known by the element', () => {
    expect(takesText(element('INPUT'))).toBe(true);
    expect(takesText(element('INPUT', { type: 'search' }))).toBe(true);
    expect(takesText(element('TEXTAREA'))).toBe(true);
    expect(takesText({ ...element('DIV'), isContentEditable: true })).toBe(true);
    expect(takesText(element('INPUT', { type: 'checkbox' }))).toBe(false);
    expect(takesText(element('BUTTON'))).toBe(false);
    expect(takesText(null)).toBe(false);
  });
});

describe('The list of commands', () => {
  it('names each command once', () => {
    expect(new Set(ALL_COMMANDS.map(command => command.id)).size).toBe(ALL_COMMANDS.length);
  });

  it('gives each key to one command wherever the keyboard is', () => {
    const twice = ALL_COMMANDS.flatMap(command =>
      command.keys.flatMap(key => conflictsOf(command, key, ALL_COMMANDS).map(other => `${key}: ${command.id}, ${other.id}`)),
    );
    expect(twice).toEqual([]);
  });

  it('is found by every word, those that begin with it first', () => {
    const all = [
      { title: 'Find a save', hint: '' },
      { title: 'Save now', hint: 'Ctrl+S' },
      { title: 'Run', hint: 'Run' },
    ];
    expect(found(all, 'save').map(one => one.title)).toEqual(['Save now', 'Find a save']);
    expect(found(all, 'now ctrl').map(one => one.title)).toEqual(['Save now']);
  });
});
