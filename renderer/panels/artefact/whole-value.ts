import { useEffect, useMemo } from 'react';
import type { Json } from '../../../engine/base/json.ts';
import type { ValueRef } from '../../../engine/base/value-ref.ts';
import { useStudio } from '../../state/studio.ts';

/** A value that is needed whole: being read, here, or not to be had. */
export type WholeValue =
  | { readonly state: 'reading' }
  | { readonly state: 'here'; readonly value: Json }
  | { readonly state: 'missing'; readonly sentence: string };

/** Reads all parts of a value. */
export function useWholeValue(of: ValueRef): WholeValue {
  const read = useStudio(studio => studio.values[of.hash]);
  const readValue = useStudio(studio => studio.readValue);
  const inline = of.value;
  const { text, totalChars, reading, trouble } = read ?? { text: '', totalChars: null, reading: false, trouble: null };
  const whole = totalChars !== null && text.length >= totalChars;
  useEffect(() => {
    if (inline === undefined && !whole && !reading && trouble === null) void readValue(of.hash);
  }, [inline, whole, reading, trouble, readValue, of.hash]);
  return useMemo(() => {
    if (inline !== undefined) return { state: 'here', value: inline };
    if (trouble !== null) return { state: 'missing', sentence: trouble };
    if (!whole) return { state: 'reading' };
    try {
      return { state: 'here', value: JSON.parse(text) as Json }; // true: what JSON.parse gives is JSON
    } catch {
      return { state: 'missing', sentence: 'This value is damaged: run “atelier verify” to see what else is.' };
    }
  }, [inline, trouble, whole, text]);
}
