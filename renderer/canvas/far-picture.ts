import { markToken } from '../panels/runs/mark-icon.tsx';
import { CARD_HEIGHT, CARD_WIDTH } from './card-measures.ts';
import type { Colours } from './far-colours.ts';
import type { FarLink, FarScene, FarStep } from './far-scene.ts';
import type { View } from './opening-view.ts';

type Paper = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Where the picture is drawn: its size in the screen's own pixels, and how many of them one of the window's has. */
export interface FarSheet {
  readonly context: Paper;
  readonly width: number;
  readonly height: number;
  readonly dots: number;
}

/** Draws what is in view. All boxes and lines begin and end on whole pixels of the screen: they are sharp, and drawn fastest. */
export function drawFar({ context, width, height, dots }: FarSheet, scene: FarScene, view: View, colours: Colours): void {
  const scale = view.zoom * dots;
  const eye: Eye = {
    context,
    dots,
    scale,
    x: value => Math.round(value * scale + view.x * dots),
    y: value => Math.round(value * scale + view.y * dots),
    seen: {
      left: -view.x / view.zoom,
      top: -view.y / view.zoom,
      right: (width / dots - view.x) / view.zoom,
      bottom: (height / dots - view.y) / view.zoom,
    },
  };
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  drawFrames(eye, scene, colours);
  drawNotes(eye, scene, colours);
  const plain = scene.links.filter(link => !link.isTaken && !link.isSelected);
  drawLinks(eye, plain, colours('edge'), 1);
  drawLinks(
    eye,
    scene.links.filter(link => link.isTaken && !link.isSelected),
    colours('accent'),
    1.5,
  );
  drawLinks(
    eye,
    scene.links.filter(link => link.isSelected),
    colours('accent'),
    3,
  );
  drawSteps(eye, scene.steps, colours);
  drawTitles(eye, scene, colours);
}

interface Eye {
  readonly context: Paper;
  readonly dots: number;
  /** Pixels of the screen for one of the canvas's measure. */
  readonly scale: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly seen: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}

function isSeen({ seen }: Eye, x: number, y: number, width: number, height: number): boolean {
  return x < seen.right && x + width > seen.left && y < seen.bottom && y + height > seen.top;
}

/** Steps of one kind after another: another colour costs more than another box. */
function drawSteps(eye: Eye, steps: readonly FarStep[], colours: Colours): void {
  const { context, scale, dots } = eye;
  const rim = Math.max(Math.round(4 * scale), Math.round(dots));
  const hasGround = CARD_HEIGHT * scale > 4 * rim;
  const seen = steps.filter(step => isSeen(eye, step.x, step.y, CARD_WIDTH, CARD_HEIGHT));
  const box = (step: FarStep) => {
    const [x, y] = [eye.x(step.x), eye.y(step.y)];
    return { x, y, width: Math.max(eye.x(step.x + CARD_WIDTH) - x, 2), height: Math.max(eye.y(step.y + CARD_HEIGHT) - y, 2) };
  };
  const ring = Math.max(rim, Math.round(2 * dots));
  context.fillStyle = colours('accent');
  for (const step of seen) {
    if (!step.isSelected) continue;
    const { x, y, width, height } = box(step);
    context.fillRect(x - ring, y - ring, width + 2 * ring, height + 2 * ring);
  }
  for (const [kind, group] of Map.groupBy(seen, step => step.kind)) {
    context.fillStyle = colours(kind);
    for (const step of group) {
      const { x, y, width, height } = box(step);
      context.fillRect(x, y, width, height);
    }
    if (!hasGround) continue;
    context.fillStyle = colours(`${kind}-ground`);
    for (const step of group) {
      const { x, y, width, height } = box(step);
      context.fillRect(x + rim, y + rim, width - 2 * rim, height - 2 * rim);
    }
  }
  for (const step of seen) {
    if (step.mark === null && step.trouble === null) continue;
    const { x, y, width, height } = box(step);
    if (step.mark !== null) {
      const band = Math.max(Math.round(height * 0.3), Math.min(2, height));
      context.fillStyle = colours(markToken(step.mark));
      context.fillRect(x, y + height - band, width, band);
    }
    if (step.trouble !== null) {
      // A corner and not a band: what is wrong is told from a state by its shape too.
      const corner = Math.max(Math.round(height * 0.45), Math.round(3 * dots));
      context.fillStyle = colours(step.trouble);
      if (corner < 8 * dots) {
        // So small that nobody tells it from a triangle, which takes twenty times as long.
        context.fillRect(x + width - corner, y, corner, corner);
        continue;
      }
      context.beginPath();
      context.moveTo(x + width - corner, y);
      context.lineTo(x + width, y);
      context.lineTo(x + width, y + corner);
      context.fill();
    }
  }
}

/** `weight` in the window's pixels. */
function drawLinks(eye: Eye, links: readonly FarLink[], colour: string, weight: number): void {
  const { context, dots, scale, seen } = eye;
  const thick = Math.max(1, Math.round(weight * dots));
  const half = Math.floor(thick / 2);
  const head = Math.round(10 * scale);
  context.fillStyle = colour;
  for (const { line } of links) {
    for (let at = 0; at + 3 < line.length; at += 2) {
      const x1 = line[at] ?? 0;
      const y1 = line[at + 1] ?? 0;
      const x2 = line[at + 2] ?? 0;
      const y2 = line[at + 3] ?? 0;
      if (Math.max(x1, x2) < seen.left || Math.min(x1, x2) > seen.right || Math.max(y1, y2) < seen.top || Math.min(y1, y2) > seen.bottom)
        continue;
      const [left, top] = [eye.x(Math.min(x1, x2)), eye.y(Math.min(y1, y2))];
      context.fillRect(left - half, top - half, eye.x(Math.max(x1, x2)) - left + thick, eye.y(Math.max(y1, y2)) - top + thick);
    }
    if (head < 2) continue;
    const [x, y] = [eye.x(line.at(-2) ?? 0), eye.y(line.at(-1) ?? 0)];
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x - head, y - head / 2);
    context.lineTo(x - head, y + head / 2);
    context.fill();
  }
}

function drawFrames(eye: Eye, { frames }: FarScene, colours: Colours): void {
  const { context, dots } = eye;
  for (const { position, width = 0, height = 0 } of frames) {
    if (!isSeen(eye, position.x, position.y, width, height)) continue;
    const [x, y] = [eye.x(position.x), eye.y(position.y)];
    const [wide, high] = [eye.x(position.x + width) - x, eye.y(position.y + height) - y];
    context.globalAlpha = 0.06;
    context.fillStyle = colours('accent');
    context.fillRect(x, y, wide, high);
    context.globalAlpha = 1;
    context.strokeStyle = colours('edge');
    context.lineWidth = Math.max(1, Math.round(dots));
    context.setLineDash([4 * dots, 3 * dots]);
    context.strokeRect(x + 0.5, y + 0.5, wide, high);
    context.setLineDash([]);
  }
}

function drawNotes(eye: Eye, { notes }: FarScene, colours: Colours): void {
  const { context, dots } = eye;
  for (const { position, width = 0, height = 0, isSelected } of notes) {
    if (!isSeen(eye, position.x, position.y, width, height)) continue;
    const [x, y] = [eye.x(position.x), eye.y(position.y)];
    const [wide, high] = [eye.x(position.x + width) - x, eye.y(position.y + height) - y];
    const rim = Math.max(1, Math.round((isSelected ? 2 : 1) * dots));
    context.fillStyle = colours(isSelected ? 'accent' : 'human_task');
    context.globalAlpha = isSelected ? 1 : 0.4;
    context.fillRect(x - rim, y - rim, wide + 2 * rim, high + 2 * rim);
    context.globalAlpha = 1;
    context.fillStyle = colours('human_task-ground');
    context.fillRect(x, y, wide, high);
  }
}

const TITLE_PX = 12;

/** Titles of groups keep their size, so that one finds one's way from far; a title with no room for it is left out. */
function drawTitles(eye: Eye, { frames }: FarScene, colours: Colours): void {
  const { context, dots } = eye;
  context.font = `600 ${String(TITLE_PX * dots)}px 'Inter Variable', system-ui, sans-serif`;
  context.textBaseline = 'bottom';
  for (const { position, width = 0, height = 0, data } of frames) {
    // In a frame too low for its title, the title would cover the cards.
    if (height * eye.scale < TITLE_PX * 2 * dots || !isSeen(eye, position.x, position.y - height, width, height * 2)) continue;
    const [x, y] = [eye.x(position.x), eye.y(position.y)];
    const title = fitting(context, data.title, eye.x(position.x + width) - x);
    if (title === null) continue;
    context.fillStyle = colours('ground');
    context.fillRect(x, y - (TITLE_PX + 5) * dots, context.measureText(title).width + 2 * dots, (TITLE_PX + 4) * dots);
    context.fillStyle = colours('text-2');
    context.fillText(title, x, y - 3 * dots);
  }
}

/** As much of a text as has room, with an ellipsis; null when that is not worth reading. */
function fitting(context: Paper, text: string, room: number): string | null {
  const letters = Array.from(text.slice(0, 60));
  if (letters.length === text.length && context.measureText(text).width <= room) return text;
  for (let length = letters.length; length >= 4; length = Math.floor(length * 0.8)) {
    const cut = `${letters.slice(0, length).join('').trimEnd()}…`;
    if (context.measureText(cut).width <= room) return cut;
  }
  return null;
}
