import { useState, type DragEvent } from 'react';
import { useFormPlace } from './form-place.ts';
import type { FormField } from './form-shape.ts';
import { draggedVariable, isVariable } from './variable-drag.ts';
import type { FieldPath } from './value-at.ts';

/** For the frame of a field that takes `{{ expressions }}` whatever its control: a variable that is dropped on it becomes its value. */
export function useVariableDrop(field: FormField, path: FieldPath) {
  const place = useFormPlace();
  const [isOver, setOver] = useState(false);
  if (!field.templated || place.known === undefined) return {};
  return {
    ...(isOver ? { 'data-drop': true } : {}),
    onDragOver: (event: DragEvent) => {
      if (!isVariable(event)) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = 'copy';
      if (!isOver) setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false);
      const variable = draggedVariable(event);
      if (variable === null) return;
      event.preventDefault();
      event.stopPropagation();
      place.commit(path, `{{ ${variable} }}`);
    },
  };
}
