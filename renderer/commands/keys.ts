/** The part of a keyboard event that names what was pressed. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  getModifierState(name: string): boolean;
}

/**
 * What was pressed, as commands name it: `Ctrl+Shift+Z`, `Alt+ArrowLeft`, `?`. By the character, never by the key's place on the board. Cmd is Ctrl on
 * macOS. Null for what is no command: a modifier alone, AltGr (which types characters on many boards), and what an input method is composing.
 */
export function keyName(press: KeyPress, isMac: boolean): string | null {
  if (press.isComposing || press.getModifierState('AltGraph') || MODIFIERS.has(press.key)) return null;
  const ctrl = isMac ? press.metaKey : press.ctrlKey;
  if (isMac ? press.ctrlKey : press.metaKey) return null;
  const isCharacter = Array.from(press.key).length === 1 && press.key !== ' ';
  const isLetter = isCharacter && press.key.toLowerCase() !== press.key.toUpperCase();
  const key = press.key === ' ' ? 'Space' : isLetter ? press.key.toUpperCase() : press.key;
  // Shift is part of how a sign like ? is typed, and not a second thing that was pressed.
  const shift = press.shiftKey && (isLetter || !isCharacter);
  return [ctrl ? 'Ctrl' : '', press.altKey ? 'Alt' : '', shift ? 'Shift' : '', key].filter(part => part !== '').join('+');
}

const MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Unidentified']);

/** The part of an element that tells whether it takes text. */
export interface KeyTarget {
  readonly tagName: string;
  readonly isContentEditable?: boolean;
  getAttribute(name: string): string | null;
}

const NOT_TEXT = new Set(['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit']);

/** True where typing goes into a text: letter and editing keys then belong to it. */
export function takesText(target: KeyTarget | null): boolean {
  if (target === null) return false;
  if (target.isContentEditable === true || target.tagName === 'TEXTAREA' || target.getAttribute('role') === 'textbox') return true;
  return target.tagName === 'INPUT' && !NOT_TEXT.has((target.getAttribute('type') ?? 'text').toLowerCase());
}

/** True for keys by which a focused button or slider is worked. */
export function pressesControl(target: KeyTarget | null, name: string): boolean {
  if (target?.tagName === 'BUTTON') return name === 'Enter' || name === 'Space';
  return target?.tagName === 'INPUT' && /^(?:Arrow.*|Home|End|Page.*)$/.test(name);
}

/** True for keys that mean something while a text is being typed: everything but Ctrl with a letter that texts do not use, and function keys. */
export function belongsToText(name: string): boolean {
  if (
    /^F\d+$/.test(name) ||
    /^Alt\+(?:Shift\+)?Page(?:Up|Down)$/.test(name) ||
    name === 'Ctrl+Enter' ||
    name === 'Ctrl+Shift+Enter' ||
    name === 'Ctrl+.'
  )
    return false;
  if (!name.startsWith('Ctrl+')) return true;
  const plain = name.slice('Ctrl+'.length);
  return /^(?:[ACVXZY]|Shift\+[ZV]|(?:Shift\+)?(?:Arrow.*|Home|End|Backspace|Delete))$/.test(plain);
}

const MAC_SIGNS: Readonly<Record<string, string>> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧' };
const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
};

/** A key's name for a person: `Ctrl+Shift+→`, on macOS `⌘⇧→`. */
export const keyLabel = (name: string, isMac: boolean): string =>
  // A plus sign pressed with Ctrl is `Ctrl++`.
  name
    .split(/\+(?=.)/)
    .map(part => (isMac ? MAC_SIGNS[part] : undefined) ?? SIGNS[part] ?? part)
    .join(isMac ? '' : '+');
