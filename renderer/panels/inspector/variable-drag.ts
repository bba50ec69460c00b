import type { DragEvent } from 'react';

const TYPE = 'application/x-atelier-variable';

/** A variable that is being carried, as an expression names it. */
export function carryVariable(event: DragEvent, variable: string): void {
  event.dataTransfer.setData(TYPE, variable);
  event.dataTransfer.setData('text/plain', variable);
  event.dataTransfer.effectAllowed = 'copy';
}

/** What is being carried over is a variable. Which one it is, a browser tells only when it is dropped. */
export const isVariable = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes(TYPE);

/** Null when something else was dropped. */
export function draggedVariable({ dataTransfer }: DragEvent): string | null {
  const variable = dataTransfer.getData(TYPE);
  return variable === '' ? null : variable;
}

/** A variable as it stands in a text: in braces, unless it is an expression already or `before` has opened them. */
export function writtenVariable(variable: string, isTemplate: boolean, before: string): string {
  if (!isTemplate) return variable;
  const isOpen = before.lastIndexOf('{{') > before.lastIndexOf('}}');
  return isOpen ? variable : `{{ ${variable} }}`;
}
