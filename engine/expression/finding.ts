import type { Span } from './expression-fault.ts';

/** Something that is wrong, or looks so, before anything has run. */
export interface Finding extends Span {
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export const wrong = (message: string, { start, end }: Span, severity: Finding['severity'] = 'error'): Finding => ({
  severity,
  message,
  start,
  end,
});
