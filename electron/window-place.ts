import type { Rectangle } from 'electron';
import type { ShellSettings } from './shell-settings.ts';

/** The part of a window's title bar that must be on a screen, so that a person can take hold of it. */
const GRIP = { width: 120, height: 40 };

/**
 * Where a window opens: where it was last, as long as it can be grasped on one of the screens there are now; else in the middle at the size it
 * is made for.
 */
export function windowPlace(
  settings: ShellSettings,
  screens: readonly Rectangle[],
): Partial<Rectangle> & { width: number; height: number } {
  const { bounds } = settings;
  if (bounds !== undefined && screens.some(screen => overlap(screen, { ...bounds, height: GRIP.height }))) return bounds;
  return { width: 1440, height: 900 };
}

function overlap(screen: Rectangle, bar: Rectangle): boolean {
  const across = Math.min(screen.x + screen.width, bar.x + bar.width) - Math.max(screen.x, bar.x);
  const down = Math.min(screen.y + screen.height, bar.y + bar.height) - Math.max(screen.y, bar.y);
  return across >= Math.min(GRIP.width, bar.width) && down >= GRIP.height / 2;
}
