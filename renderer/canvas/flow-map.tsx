import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useRef } from 'react';
import type { Flow, Point } from '../../engine/flow/flow.ts';
import { markToken } from '../panels/runs/mark-icon.tsx';
import styles from './canvas-zoom.module.css';
import { drawingBounds, type Bounds } from './drawing-bounds.ts';
import { useColours, type Colours } from './far-colours.ts';
import type { Canvas, CanvasNode } from './to-canvas.ts';

const SIZE = { width: 160, height: 96 };
const ROOM = 8;

/** The whole flow small, with what is seen of it: a press or a drag goes there, the wheel zooms. One picture, however many steps there are. */
export function FlowMap({ flow, canvas }: { flow: Flow; canvas: Canvas }) {
  const sheet = useRef<HTMLCanvasElement>(null);
  const view = useStoreApi();
  const library = useReactFlow();
  const colours = useColours();
  const bounds = useMemo(() => drawingBounds(flow) ?? { x: 0, y: 0, width: 1, height: 1 }, [flow]);
  const scale = Math.min((SIZE.width - 2 * ROOM) / bounds.width, (SIZE.height - 2 * ROOM) / bounds.height);
  const corner = useMemo(
    () => ({
      x: (SIZE.width - bounds.width * scale) / 2 - bounds.x * scale,
      y: (SIZE.height - bounds.height * scale) / 2 - bounds.y * scale,
    }),
    [bounds, scale],
  );

  useEffect(() => {
    const context = sheet.current?.getContext('2d');
    if (context === null || context === undefined) return undefined;
    const dots = window.devicePixelRatio;
    [context.canvas.width, context.canvas.height] = [SIZE.width * dots, SIZE.height * dots];
    const steps = stepsPicture(canvas, { scale, corner, dots }, colours);
    let frame = 0;
    const draw = () => {
      frame = 0;
      const { transform, width, height } = view.getState();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, context.canvas.width, context.canvas.height);
      context.drawImage(steps, 0, 0);
      drawView(context, { x: transform[0], y: transform[1], zoom: transform[2] }, { width, height }, { scale, corner, dots }, colours);
    };
    draw();
    const stop = view.subscribe((now, before) => {
      if (now.transform === before.transform && now.width === before.width && now.height === before.height) return;
      if (frame === 0) frame = requestAnimationFrame(draw);
    });
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }, [canvas, colours, view, scale, corner]);

  const goTo = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    void library.setCenter((event.clientX - box.left - corner.x) / scale, (event.clientY - box.top - corner.y) / scale, {
      zoom: library.getZoom(),
    });
  };
  return (
    <canvas
      ref={sheet}
      className={`${styles.map ?? ''} nopan nodrag nowheel`}
      style={SIZE}
      role="img"
      aria-label="Map of the flow"
      onPointerDown={event => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        goTo(event);
      }}
      onPointerMove={event => {
        if (event.buttons === 1) goTo(event);
      }}
      onWheel={event => void library.zoomTo(library.getZoom() * 2 ** (-event.deltaY / 300))}
    />
  );
}

interface MapPlace {
  readonly scale: number;
  readonly corner: Point;
  readonly dots: number;
}

/** Drawn once for as long as the flow stays; panning only lays the view over it. */
function stepsPicture({ nodes, extras }: Canvas, { scale, corner, dots }: MapPlace, colours: Colours): OffscreenCanvas {
  const picture = new OffscreenCanvas(SIZE.width * dots, SIZE.height * dots);
  const context = picture.getContext('2d');
  if (context === null) return picture;
  context.setTransform(scale * dots, 0, 0, scale * dots, corner.x * dots, corner.y * dots);
  const least = 1 / scale;
  for (const node of [...extras, ...nodes]) {
    const { x, y } = node.position;
    context.globalAlpha = node.type === 'step' ? 1 : 0.3;
    context.fillStyle = colours(mapColour(node));
    context.fillRect(x, y, Math.max(node.width ?? 0, least), Math.max(node.height ?? 0, least));
  }
  return picture;
}

function drawView(
  context: CanvasRenderingContext2D,
  view: Point & { readonly zoom: number },
  size: Pick<Bounds, 'width' | 'height'>,
  { scale, corner, dots }: MapPlace,
  colours: Colours,
): void {
  const x = ((-view.x / view.zoom) * scale + corner.x) * dots;
  const y = ((-view.y / view.zoom) * scale + corner.y) * dots;
  const [width, height] = [(size.width / view.zoom) * scale * dots, (size.height / view.zoom) * scale * dots];
  // What is not seen steps back.
  context.fillStyle = colours('ground');
  context.globalAlpha = 0.68;
  context.beginPath();
  context.rect(0, 0, context.canvas.width, context.canvas.height);
  context.rect(x, y, width, height);
  context.fill('evenodd');
  context.globalAlpha = 1;
  context.strokeStyle = colours('text-3');
  context.lineWidth = dots;
  context.strokeRect(x, y, width, height);
}

/** What a step of the shown run came to, else its kind; steps with problems stand out. */
function mapColour(node: CanvasNode): string {
  if (node.type !== 'step') return 'edge';
  const { chip, errors, warnings, kind } = node.data;
  if (errors > 0) return 'failed';
  if (chip !== null) return markToken(chip.mark);
  return warnings > 0 ? 'waiting' : kind;
}
