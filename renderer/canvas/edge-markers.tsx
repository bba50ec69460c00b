/** The arrow heads of edges, in the colours of both themes; named once for the whole canvas. */
export function EdgeMarkers() {
  return (
    <svg width={0} height={0} style={{ position: 'absolute' }} aria-hidden>
      <defs>
        <Arrow id="flow-arrow" colour="var(--edge)" />
        <Arrow id="flow-arrow-taken" colour="var(--accent)" />
      </defs>
    </svg>
  );
}

function Arrow({ id, colour }: { id: string; colour: string }) {
  return (
    <marker
      id={id}
      viewBox="-10 -5 10 10"
      refX={0}
      refY={0}
      markerWidth={9}
      markerHeight={9}
      markerUnits="userSpaceOnUse"
      orient="auto-start-reverse"
    >
      <path d="M-8 -4L0 0L-8 4Z" style={{ fill: colour, stroke: colour }} strokeLinejoin="round" strokeWidth={1} />
    </marker>
  );
}
