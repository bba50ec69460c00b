/** Milliseconds that leap a second at each look, so that whatever is looked at seldom is looked at each time. */
export function leapingMs(): () => number {
  let atMs = 0;
  return () => (atMs += 1000);
}
