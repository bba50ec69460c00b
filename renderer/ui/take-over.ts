type TextField = HTMLInputElement | HTMLTextAreaElement;

/**
 * Refs for a field that opens in place: it gets the focus as it appears, and only then. A ref made anew at each drawing would take over
 * again at each, and the next letter would replace what was typed.
 */
export function takeOverSelected(field: TextField | null): void {
  field?.focus();
  field?.select();
}

/** The same with the caret after the text. */
export function takeOverAtEnd(field: TextField | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}
