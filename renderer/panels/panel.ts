import type { ComponentType } from 'react';
import type { Icon } from '@tabler/icons-react';
import type { Studio } from '../state/studio.ts';

/** One part of the window that a person can open: where it stands, what it is called, what it draws. */
export interface Panel {
  /** Remembered in the desk; never changes. */
  readonly id: string;
  readonly title: string;
  readonly icon: Icon;
  /** `side`: opened from the rail; `bottom` and `inspector`: a tab there; `page`: a tab of the centre. */
  readonly place: 'side' | 'bottom' | 'inspector' | 'page';
  /** `subject` names what a page shows, as its tab does; '' everywhere else. */
  readonly View: ComponentType<{ readonly subject: string }>;
  /** A number on its button; 0 shows none. */
  readonly count?: (studio: Studio) => number;
}
