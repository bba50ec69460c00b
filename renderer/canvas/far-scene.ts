import type { StepId } from '../../engine/base/ids.ts';
import type { Point } from '../../engine/flow/flow.ts';
import type { StepKind } from '../../engine/steps/step-definition.ts';
import type { StepMark } from '../panels/runs/step-mark.ts';
import { farFromLine, linkLine, type LinkLine } from './link-line.ts';
import { edgeId, type WayOut } from './step-links.ts';
import type { FrameNode, NoteNode } from './extra-nodes.ts';
import type { Canvas, FlowEdge, StepNode } from './to-canvas.ts';

/** A step as it is drawn from far: a box in its kind's tint, a band in its state's colour, a corner for what is wrong. */
export interface FarStep extends Point {
  readonly id: StepId;
  readonly kind: StepKind;
  /** What the shown run came to here; null when it did not come. */
  readonly mark: StepMark | null;
  /** The colour of what is wrong. */
  readonly trouble: 'failed' | 'waiting' | null;
  readonly isSelected: boolean;
  readonly node: StepNode;
}

export interface FarLink {
  readonly way: WayOut;
  /** The step it leads to. */
  readonly to: string;
  /** Where its two steps stand, and which of how many ways out it leaves by. */
  readonly ends: LinkEnds;
  readonly line: LinkLine;
  readonly isTaken: boolean;
  readonly isSelected: boolean;
}

interface LinkEnds {
  readonly from: Point;
  readonly to: Point;
  readonly index: number;
  readonly count: number;
}

/** Everything that the picture of a flow shows, in the order in which it is drawn. */
export interface FarScene {
  readonly frames: readonly FrameNode[];
  readonly notes: readonly (NoteNode & { readonly isSelected: boolean })[];
  readonly links: readonly FarLink[];
  readonly steps: readonly FarStep[];
}

export interface FarChosen {
  readonly steps: ReadonlySet<string>;
  readonly notes: ReadonlySet<string>;
  /** Names of edges. */
  readonly edges: ReadonlySet<string>;
}

/** What the hand carries along and has not let go of. */
export interface FarCarried {
  readonly ids: ReadonlySet<string>;
  readonly by: Point;
}

/** The picture of a flow from far. */
export function farScene(canvas: Canvas, chosen: FarChosen): FarScene {
  const places = new Map(canvas.nodes.map(node => [node.id, node]));
  return {
    frames: canvas.extras.flatMap(node => (node.type === 'frame' ? [node] : [])),
    notes: canvas.extras.flatMap(node => (node.type === 'note' ? [{ ...node, isSelected: chosen.notes.has(node.data.noteId) }] : [])),
    links: canvas.edges.flatMap((edge): FarLink[] => {
      const [from, to] = [places.get(edge.source), places.get(edge.target)];
      const way = edge.data?.way;
      if (from === undefined || to === undefined || way === undefined) return [];
      const { ways } = from.data;
      const index = Math.max(
        0,
        ways.findIndex(({ field }) => field === way.field),
      );
      const ends = { from: from.position, to: to.position, index, count: ways.length };
      return [
        { way, to: edge.target, ends, line: lineOf(edge, ends), isTaken: edge.data?.taken === true, isSelected: chosen.edges.has(edge.id) },
      ];
    }),
    steps: canvas.nodes.map((node): FarStep => ({
      id: node.id as StepId, // true: the canvas names its nodes by step id
      x: node.position.x,
      y: node.position.y,
      kind: node.data.kind,
      mark: node.data.chip?.mark ?? null,
      trouble: node.data.errors > 0 ? 'failed' : node.data.warnings > 0 ? 'waiting' : null,
      isSelected: chosen.steps.has(node.id),
      node,
    })),
  };
}

/** Lines as they were worked out last, by their edge: most are the same when another step is selected or moved. */
const lines = new WeakMap<FlowEdge, { readonly ends: LinkEnds; readonly line: LinkLine }>();

function lineOf(edge: FlowEdge, ends: LinkEnds): LinkLine {
  const known = lines.get(edge);
  if (known !== undefined && known.ends.index === ends.index && known.ends.count === ends.count)
    if (isSame(known.ends.from, ends.from) && isSame(known.ends.to, ends.to)) return known.line;
  const line = linkLine(ends.from, ends.to, ends);
  lines.set(edge, { ends, line });
  return line;
}

const isSame = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y;

/** The picture without what the hand carries, which need not be drawn again while the hand moves. */
export const restingPart = ({ frames, notes, links, steps }: FarScene, ids: ReadonlySet<string>): FarScene => ({
  frames,
  notes: notes.filter(({ id }) => !ids.has(id)),
  links: links.filter(({ way, to }) => !ids.has(way.from) && !ids.has(to)),
  steps: steps.filter(({ id }) => !ids.has(id)),
});

/** What the hand carries, where the hand has it, and the links to it. */
export function carriedPart({ notes, links, steps }: FarScene, { ids, by }: FarCarried): FarScene {
  const at = (id: string, { x, y }: Point): Point => (ids.has(id) ? { x: x + by.x, y: y + by.y } : { x, y });
  return {
    frames: [],
    notes: notes.filter(({ id }) => ids.has(id)).map(note => ({ ...note, position: at(note.id, note.position) })),
    links: links
      .filter(({ way, to }) => ids.has(way.from) || ids.has(to))
      .map(link => ({ ...link, line: linkLine(at(link.way.from, link.ends.from), at(link.to, link.ends.to), link.ends) })),
    steps: steps.filter(({ id }) => ids.has(id)).map(step => ({ ...step, ...at(step.id, step) })),
  };
}

/** What of the picture lies at a point. */
export type FarHit =
  | { readonly kind: 'step'; readonly step: FarStep }
  | { readonly kind: 'note'; readonly note: NoteNode }
  | { readonly kind: 'frame'; readonly frame: FrameNode }
  | { readonly kind: 'link'; readonly link: FarLink };

/** The topmost thing at a point; `near` is by how much a line, and the smallest of boxes, may be missed, in the canvas's measure. */
export function farHit({ frames, notes, links, steps }: FarScene, { x, y }: Point, near: number): FarHit | null {
  const isIn = (at: Point, { width = 0, height = 0 }: { readonly width?: number; readonly height?: number }, room: number): boolean =>
    x >= at.x - room && x <= at.x + width + room && y >= at.y - room && y <= at.y + height + room;
  const step = steps.findLast(one => isIn(one, one.node, 0));
  if (step !== undefined) return { kind: 'step', step };
  let nearest: { readonly link: FarLink; readonly far: number } | null = null;
  for (const link of links) {
    const far = farFromLine(link.line, { x, y });
    if (far <= near && (nearest === null || far < nearest.far)) nearest = { link, far };
  }
  if (nearest !== null) return { kind: 'link', link: nearest.link };
  const note = notes.findLast(one => isIn(one.position, one, 0));
  if (note !== undefined) return { kind: 'note', note };
  // A frame is taken by its upper edge, where its title stands; the rest of it lets the hand through.
  const frame = frames.findLast(
    ({ position, width = 0 }) => x >= position.x && x <= position.x + width && Math.abs(y - position.y) <= near * 2,
  );
  return frame === undefined ? null : { kind: 'frame', frame };
}

/** Names of the selected edges, as the canvas has them. */
export const edgeNames = (ways: readonly WayOut[]): ReadonlySet<string> => new Set(ways.map(edgeId));
