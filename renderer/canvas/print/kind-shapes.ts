import type { StepKind } from '../../../engine/steps/step-definition.ts';

/** The sign of each kind in a square of 24, as strokes: a file holds no icons of the window. */
export const KIND_SHAPES: Readonly<Record<StepKind, string>> = {
  sage_skill:
    '<path d="M11 3l1.9 5.6L18.500 10.500l-5.600 1.900L11 18l-1.900-5.600L3.500 10.500l5.600-1.900zM18 15l.9 2.600 2.600.9-2.600.9-.9 2.600-.9-2.600-2.600-.9 2.600-.9z"/>',
  human_task: '<circle cx="12" cy="8" r="4"/><path d="M5 21v-1a5 5 0 0 1 5-5h4a5 5 0 0 1 5 5v1"/>',
  product_action: '<path d="M13 3v7h6l-8 11v-7H5z"/>',
  event_wait: '<path d="M7 3h10M7 21h10M8 3c0 5 8 6 8 9s-8 4-8 9M16 3c0 5-8 6-8 9s8 4 8 9"/>',
  gate: '<path d="M21 17h-5.400a5 5 0 0 1-4.100-2.200l-2-3A5 5 0 0 0 5.400 9.600H3M21 7h-5.400a5 5 0 0 0-4.100 2.200M18 10l3-3-3-3M18 20l3-3-3-3"/>',
};
