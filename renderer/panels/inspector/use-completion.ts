import { useState, type KeyboardEvent, type RefObject } from 'react';
import { completeExpression, type Completion, type Completions } from '../../../engine/expression/complete-expression.ts';
import { completeTemplate } from '../../../engine/expression/complete-template.ts';
import type { KnownHere } from '../../../engine/expression/known-paths.ts';
import { insertText, type TextControl } from '../../ui/insert-text.ts';

interface Shown extends Completions {
  readonly active: number;
}

/** The list of what may stand at a field's caret: when it is open, and what keys do to it. */
export interface CompletionHands {
  /** Null while it is closed. */
  readonly shown: Shown | null;
  /** After a letter came or went: opens where a name has begun. */
  readonly typed: () => void;
  /** True when the key was the list's. */
  readonly pressed: (event: KeyboardEvent) => boolean;
  readonly choose: (option: Completion) => void;
  readonly point: (index: number) => void;
  readonly close: () => void;
}

export function useCompletion(
  control: RefObject<TextControl | null>,
  known: (() => KnownHere | null) | undefined,
  isTemplate: boolean,
): CompletionHands {
  const [shown, setShown] = useState<Shown | null>(null);

  const look = (isAsked: boolean) => {
    const field = control.current;
    const here = known?.() ?? null;
    if (field === null || here === null || field.selectionStart !== field.selectionEnd) {
      setShown(null);
      return;
    }
    const { value } = field;
    const caret = field.selectionStart ?? value.length;
    const found = isTemplate ? completeTemplate(value, caret, here) : completeExpression(value, caret, here);
    const hasBegun = found !== null && (found.from < caret || /[."'{[]\s?$/.test(value.slice(0, caret)));
    setShown(found === null || !(isAsked || hasBegun) || isDone(found, value, caret) ? null : { ...found, active: 0 });
  };

  const choose = (option: Completion) => {
    const field = control.current;
    if (field === null || shown === null) return;
    insertText(field, { text: option.insert, from: shown.from, to: shown.to, caret: option.caret });
    setShown(null);
    if (option.insert.slice(0, option.caret).endsWith('.')) look(false);
  };

  const pressed = (event: KeyboardEvent): boolean => {
    if (event.key === ' ' && event.ctrlKey) {
      look(true);
      return taken(event);
    }
    if (shown === null) return false;
    const { options, active } = shown;
    const move = (to: number): boolean => {
      setShown({ ...shown, active: (to + options.length) % options.length });
      return taken(event);
    };
    switch (event.key) {
      case 'ArrowDown':
        return move(active + 1);
      case 'ArrowUp':
        return move(active - 1);
      case 'PageDown':
        return move(Math.min(active + 6, options.length - 1));
      case 'PageUp':
        return move(Math.max(active - 6, 0));
      case 'Enter':
      case 'Tab': {
        const option = options[active];
        if (event.shiftKey || event.ctrlKey || event.metaKey || option === undefined) return false;
        choose(option);
        return taken(event);
      }
      case 'Escape':
        setShown(null);
        return taken(event);
      case 'ArrowLeft':
      case 'ArrowRight':
      case 'Home':
      case 'End':
        setShown(null);
        return false;
      default:
        return false;
    }
  };

  return {
    shown,
    typed: () => look(false),
    pressed,
    choose,
    point: active => setShown(shown === null ? null : { ...shown, active }),
    close: () => setShown(null),
  };
}

function taken(event: KeyboardEvent): true {
  event.preventDefault();
  event.stopPropagation();
  return true;
}

/** Nothing is offered, or only what stands there already. */
const isDone = ({ from, to, options }: Completions, value: string, caret: number): boolean =>
  options.length === 0 || (options.length === 1 && options[0]?.insert === value.slice(from, Math.max(to, caret)));
