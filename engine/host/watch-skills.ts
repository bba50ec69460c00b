import type { Workspace } from '../workspace.ts';
import type { Changes } from './changes.ts';

const EVERY_MS = 700;

/**
 * Tells the windows when a file of a skill changed on disk, or what the person trusts, until the function it gives is called. It looks rather
 * than listens: a look costs a file's facts a skill, and works on every disk, also where systems tell nothing of changes.
 */
export function watchSkills({ skills }: Pick<Workspace, 'skills'>, changes: Changes): () => void {
  let seen = skills.stamp();
  const timer = setInterval(() => {
    const stamp = skills.stamp();
    if (stamp === seen) return;
    seen = stamp;
    skills.forget();
    changes.announce({ kind: 'catalog' });
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
