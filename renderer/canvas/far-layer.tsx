import { useStoreApi } from '@xyflow/react';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { useColours } from './far-colours.ts';
import { farPrint } from './far-print.ts';
import styles from './far-layer.module.css';
import { carriedPart, restingPart, type FarCarried, type FarScene } from './far-scene.ts';

/**
 * All steps and links of a flow as one picture: thousands of boxes that are drawn in a few milliseconds, where as many elements would take seconds.
 * It follows the view by itself, without the window being built anew, and lets every press through. What a hand carries lies on a sheet of its own
 * above it: only that is drawn again while the hand moves.
 */
export function FarLayer({ scene, carried }: { scene: FarScene; carried: FarCarried | null }) {
  const ids = carried?.ids;
  const resting = useMemo(() => (ids === undefined ? scene : restingPart(scene, ids)), [scene, ids]);
  const moving = useMemo(() => (carried === null ? null : carriedPart(scene, carried)), [scene, carried]);
  return (
    <>
      <Sheet scene={resting} />
      {moving !== null && <Sheet scene={moving} />}
    </>
  );
}

function Sheet({ scene }: { scene: FarScene }) {
  const sheet = useRef<HTMLCanvasElement>(null);
  const canvas = useStoreApi();
  const colours = useColours();
  useLayoutEffect(() => {
    const context = sheet.current?.getContext('2d');
    if (context === null || context === undefined) return undefined;
    const print = farPrint(scene, colours);
    let frame = 0;
    const draw = () => {
      frame = 0;
      const { width, height, transform } = canvas.getState();
      const dots = window.devicePixelRatio;
      const size = { width: Math.round(width * dots), height: Math.round(height * dots) };
      // Giving a sheet its size wipes it, even when it has that size already.
      if (context.canvas.width !== size.width) context.canvas.width = size.width;
      if (context.canvas.height !== size.height) context.canvas.height = size.height;
      print({ context, ...size, dots }, { x: transform[0], y: transform[1], zoom: transform[2] });
    };
    draw();
    const stop = canvas.subscribe((now, before) => {
      if (now.transform === before.transform && now.width === before.width && now.height === before.height) return;
      if (frame === 0) frame = requestAnimationFrame(draw);
    });
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }, [canvas, scene, colours]);
  return <canvas ref={sheet} className={styles.sheet} aria-hidden />;
}

/** What lies under the pointer, in words: from far no card can be read. */
export interface FarHint {
  readonly title: string;
  readonly line: string;
  /** In the canvas's own pixels. */
  readonly x: number;
  readonly y: number;
}

export function FarHintView({ hint: { title, line, x, y } }: { hint: FarHint }) {
  return (
    <div className={styles.hint} role="tooltip" data-far-hint style={{ left: x + 14, top: y + 16 }}>
      <span className={styles.title}>{title}</span>
      {line !== '' && <span className={styles.line}>{line}</span>}
    </div>
  );
}
