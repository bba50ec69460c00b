import { createContext, use, type ReactNode } from 'react';
import type { KnownHere } from '../../../engine/expression/known-paths.ts';
import type { ReadPath } from '../../../engine/expression/read-paths.ts';
import type { FlowProblem } from '../../../engine/flow/flow-problem.ts';
import type { Variables } from '../../../engine/expression/expression.ts';
import type { Json } from '../../../engine/base/json.ts';
import type { FocusWish } from '../../state/desk-slice.ts';
import type { FormField, ReferenceTo } from './form-shape.ts';
import type { FieldPath } from './value-at.ts';

/** One thing that a reference field can point to. */
export interface ReferenceOption {
  readonly value: string;
  readonly label: string;
}

/** What an expression at a field may read, and whether it must be true or false. */
export interface KnownAtField extends KnownHere {
  readonly isTest: boolean;
}

/** A field that has the caret, or had it last. */
export interface CaretPlace {
  /** Writes a variable at the caret. */
  readonly insert: (variable: string) => void;
}

/** What the fields of one form share. */
export interface FormPlace {
  /** Of what the form is about; each field takes those of its path. */
  readonly problems: readonly FlowProblem[];
  /** What expressions would read now: the picked packet and the shown run; null while nothing is known. */
  readonly variables: Variables | null;
  readonly options: (to: ReferenceTo) => readonly ReferenceOption[];
  readonly focusWish: FocusWish | null;
  /** The wish was granted. */
  readonly onFocused: () => void;
  /** Draws a field, keyed by its place; fields that hold fields draw them through this. */
  readonly draw: (field: FormField, path: FieldPath, value: Json | undefined) => ReactNode;
  /** Puts a value in its place; a sentence when it was refused, and then nothing changed. */
  readonly commit: (path: FieldPath, value: Json | undefined) => string | null;
  /** What is known at a field; without it nothing is completed and nothing checked while it is typed. */
  readonly known?: (path: FieldPath) => KnownAtField;
  /** Why a variable has no value now, as a sentence; null when that is not known. */
  readonly whyAbsent?: (path: ReadPath) => string | null;
  /** What people call each step, by its id. */
  readonly titles?: ReadonlyMap<string, string>;
  /** What stands beneath a condition, e.g. for how many packets it is true; null for nothing. */
  readonly beneathCondition?: (path: FieldPath, text: string) => ReactNode;
  /** A field that takes variables got the caret. */
  readonly tellCaret?: (caret: CaretPlace) => void;
  /** The form is of several things, and they differ here. */
  readonly isMixed?: (path: FieldPath) => boolean;
  /** What was being typed here when the window went away; null when nothing was. */
  readonly typed?: (path: FieldPath) => string | null;
  /** What stands in a field that is not taken yet; null once it was taken or given up. */
  readonly tellTyped?: (path: FieldPath, text: string | null) => void;
}

/** Stands in a field of a form of several things that differ there. */
export const SEVERAL_VALUES = 'Several values';

export const FormPlaceContext = createContext<FormPlace | null>(null);

export function useFormPlace(): FormPlace {
  const place = use(FormPlaceContext);
  if (place === null) throw new Error('A form field stands outside of FormPlaceContext.');
  return place;
}
