import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import type { HandedFile } from '../../state/studio.ts';
import { flowSvg, type FlowPrint } from './flow-svg.ts';
import type { MeasureText } from './fit-text.ts';

export type DrawingFormat = 'svg' | 'png';

/** A picture is drawn at twice its size, so that it is sharp on paper; a huge flow at less, since browsers refuse larger ones. */
const PNG_SCALE = 2;
const MOST_PIXELS = 60_000_000;
const MOST_SIDE = 16_000;

/** The drawing as a file. Rejects when the browser cannot draw it. */
export async function drawingFile(print: Omit<FlowPrint, 'measure' | 'fontBase64'>, as: DrawingFormat, name: string): Promise<HandedFile> {
  const { svg, width, height } = await drawing(print);
  if (as === 'svg') return { name: `${name}.svg`, mediaType: 'image/svg+xml', base64: base64Of(new TextEncoder().encode(svg)) };
  const scale = Math.min(PNG_SCALE, Math.sqrt(MOST_PIXELS / (width * height)), MOST_SIDE / width, MOST_SIDE / height);
  const picture = new Image();
  picture.src = svgAddress(svg);
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('This flow is too large for one picture.');
  return { name: `${name}.png`, mediaType: 'image/png', base64: base64Of(new Uint8Array(await blob.arrayBuffer())) };
}

/** The drawing with the window's own letters in it. */
export async function drawing(print: Omit<FlowPrint, 'measure' | 'fontBase64'>): Promise<ReturnType<typeof flowSvg>> {
  font ??= readFont();
  const fontBase64 = await font;
  return flowSvg({ ...print, measure: measured(), ...(fontBase64 === null ? {} : { fontBase64 }) });
}

/** An address under which an image shows the drawing. */
export const svgAddress = (svg: string): string => `data:image/svg+xml;base64,${base64Of(new TextEncoder().encode(svg))}`;

let font: Promise<string | null> | null = null;

/** Null when it cannot be had: then the machine's own letters are used. */
async function readFont(): Promise<string | null> {
  try {
    return base64Of(new Uint8Array(await (await fetch(interUrl)).arrayBuffer()));
  } catch {
    return null;
  }
}

function measured(): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  return (text, sizePx, weight) => {
    if (context === null) return text.length * sizePx * 0.6;
    context.font = `${String(weight)} ${String(sizePx)}px 'Inter Variable', system-ui, sans-serif`;
    return context.measureText(text).width;
  };
}

/** In parts: a call takes only so many arguments. */
function base64Of(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return btoa(parts.join(''));
}
