import { describe, expect, it } from 'vitest';
import { StepId } from '../../../../engine/base/ids.ts';
import { MENU_COMMAND_IDS, menuCommands, selectedTarget } from '../../../../renderer/canvas/canvas-menus.ts';
import { CANVAS_COMMANDS } from '../../../../renderer/commands/canvas-commands.ts';
import { CLIPBOARD_COMMANDS } from '../../../../renderer/commands/clipboard-commands.ts';
import { DRAWING_COMMANDS } from '../../../../renderer/commands/drawing-commands.ts';
import { MENU_COMMANDS } from '../../../../renderer/commands/menu-commands.ts';
import { NOTE_COMMANDS } from '../../../../renderer/commands/note-commands.ts';
import { WINDOW_COMMANDS } from '../../../../renderer/commands/window-commands.ts';
import { aFlow, skill } from '../../flow/a-flow.ts';
import { aStudio, FLOW_ID } from '../state/a-studio.ts';

const COMMANDS = [...CANVAS_COMMANDS, ...CLIPBOARD_COMMANDS, ...DRAWING_COMMANDS, ...NOTE_COMMANDS, ...MENU_COMMANDS, ...WINDOW_COMMANDS];
const FLOW = aFlow([skill('a', { next: 'b' }), skill('b'), skill('c')], {
  layout: { a: { x: 0, y: 0 }, b: { x: 312, y: 0 }, c: { x: 0, y: 200 } },
});
const id = (name: string) => StepId.parse(name);

async function opened() {
  const { store } = aStudio(FLOW);
  await store.getState().showFlow(FLOW_ID);
  return () => store.getState();
}

describe('The menu on the canvas', () => {
  it('offers commands of the one list, every one of which is there', () => {
    const known = new Set(COMMANDS.map(command => command.id));

    expect(MENU_COMMAND_IDS.filter(one => !known.has(one))).toEqual([]);
  });

  it('offers what can be done now: nothing to undo, no group to leave', async () => {
    const now = await opened();
    const ids = (target: 'step' | 'canvas') => menuCommands(target, COMMANDS, now()).map(group => group.map(command => command.id));

    expect(ids('canvas').flat()).not.toContain('flow.undo');
    expect(ids('step')).not.toContainEqual(expect.arrayContaining(['step.copy']));
    now().select([id('a')]);
    expect(ids('step')).toContainEqual(['step.copy', 'step.cut', 'step.duplicate']);
    expect(ids('step').flat()).not.toContain('step.ungroup');
  });

  it('is about what was selected last when it is asked for by key', async () => {
    const now = await opened();

    expect(selectedTarget(now())).toBe('canvas');
    now().selectEdges([{ from: id('a'), field: 'next' }]);
    expect(selectedTarget(now())).toBe('link');
    now().select([id('c')]);
    expect(selectedTarget(now())).toBe('step');
  });

  it('adds a step where it was asked for, and inserts one into the middle of a link', async () => {
    const now = await opened();
    const run = (commandId: string) => COMMANDS.find(command => command.id === commandId)?.run(now());

    now().openMenu({ target: 'canvas', at: { x: 500, y: 500 }, screen: { x: 900, y: 700 }, byKey: false });
    run('step.add');
    expect(now().palette).toEqual({ how: { kind: 'free' }, at: { x: 380, y: 456 }, screen: { x: 900, y: 700 } });

    now().closePalette();
    now().closeMenu();
    now().selectEdges([{ from: id('a'), field: 'next' }]);
    run('link.insert');
    expect(now().palette?.how).toEqual({ kind: 'insert', from: 'a', field: 'next' });
  });
});
