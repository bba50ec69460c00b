import { useEffect, useRef, type RefObject } from 'react';
import { useFormPlace } from './form-place.ts';
import { dotted, type FieldPath } from './value-at.ts';

/** For a control: takes the keyboard when a wish for this very field comes. */
export function useFieldFocus(path: FieldPath): RefObject<(HTMLInputElement & HTMLTextAreaElement) | null> {
  const control = useRef<(HTMLInputElement & HTMLTextAreaElement) | null>(null);
  const { focusWish, onFocused } = useFormPlace();
  const name = dotted(path);
  useEffect(() => {
    if (focusWish?.field !== name) return;
    control.current?.focus();
    control.current?.scrollIntoView({ block: 'nearest' });
    onFocused();
  }, [focusWish, name, onFocused]);
  return control;
}
