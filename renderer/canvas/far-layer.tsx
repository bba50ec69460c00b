import { useStoreApi } from '@xyflow/react';
import { useLayoutEffect, useRef } from 'react';
import { useColours } from './far-colours.ts';
import { drawFar } from './far-picture.ts';
import styles from './far-layer.module.css';
import type { FarScene } from './far-scene.ts';

/**
 * All steps and links of a flow as one picture: thousands of boxes that are drawn in a few milliseconds, where as many elements would take seconds.
 * It follows the view by itself, without the window being built anew, and lets every press through.
 */
export function FarLayer({ scene }: { scene: FarScene }) {
  const sheet = useRef<HTMLCanvasElement>(null);
  const canvas = useStoreApi();
  const colours = useColours();
  useLayoutEffect(() => {
    const context = sheet.current?.getContext('2d');
    if (context === null || context === undefined) return undefined;
    let frame = 0;
    const draw = () => {
      frame = 0;
      const { width, height, transform } = canvas.getState();
      const dots = window.devicePixelRatio;
      const size = { width: Math.round(width * dots), height: Math.round(height * dots) };
      // Giving a sheet its size wipes it, even when it has that size already.
      if (context.canvas.width !== size.width) context.canvas.width = size.width;
      if (context.canvas.height !== size.height) context.canvas.height = size.height;
      drawFar({ context, ...size, dots }, scene, { x: transform[0], y: transform[1], zoom: transform[2] }, colours);
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
