/** A field that one types into. */
export type TextControl = HTMLInputElement | HTMLTextAreaElement;

/**
 * Puts `text` in place of what stands between two offsets of a field, as if it were typed: the field's own undo takes it back. The caret goes
 * `caret` letters into it.
 */
export function insertText(
  control: TextControl,
  { text, from, to, caret }: { text: string; from: number; to: number; caret: number },
): void {
  control.focus();
  control.setSelectionRange(from, to);
  // The one way that a field's own undo knows of; marked as old, and in every browser.
  // oxlint-disable-next-line typescript/no-deprecated
  if (!document.execCommand('insertText', false, text)) {
    control.setRangeText(text, from, to, 'end');
    control.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }));
  }
  control.setSelectionRange(from + caret, from + caret);
}

/** The offset in the field's text under a point of the window; its end where the browser does not say. */
export function offsetAt(control: TextControl, x: number, y: number): number {
  const at = 'caretPositionFromPoint' in document ? document.caretPositionFromPoint(x, y) : null;
  return at?.offsetNode === control ? at.offset : control.value.length;
}
