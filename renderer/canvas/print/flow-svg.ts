import { getSmoothStepPath, Position } from '@xyflow/react';
import { escapeHtml } from '../../../engine/exports/escape-html.ts';
import type { Flow } from '../../../engine/flow/flow.ts';
import { STEP_DEFINITIONS } from '../../../engine/steps/step-definitions.ts';
import { CARD_HEIGHT, CARD_WIDTH, handleY } from '../card-measures.ts';
import { NOTE_SIZE, type FrameNode, type NoteNode } from '../extra-nodes.ts';
import { NO_OVERLAY, toCanvas, type FlowEdge, type Overlay, type StepNode } from '../to-canvas.ts';
import { fitText, wrapText, type MeasureText } from './fit-text.ts';
import { KIND_SHAPES } from './kind-shapes.ts';
import { PRINT_COLOURS, type PrintColours, type PrintTheme } from './print-colours.ts';

/** How a drawing is written down. */
export interface FlowPrint {
  readonly flow: Flow;
  readonly theme: PrintTheme;
  /** What a run did, drawn into its steps. */
  readonly overlay?: Overlay;
  /** Stands above the drawing, beside the flow's name: `Version 3, 1 March 2027`. */
  readonly caption: string;
  readonly measure: MeasureText;
  /** The face of the letters as base64 of WOFF2, so that the file looks the same everywhere; without it the machine's own. */
  readonly fontBase64?: string;
}

const MARGIN = 40;
const HEAD = 56;
const FONT = "'Inter Print', Inter, 'Segoe UI', system-ui, sans-serif";
/** Of a letter at 11 pixels, in whichever face of equal widths the machine has. */
const MONO_WIDTH = 6.8;
const MONO = "'JetBrains Mono', ui-monospace, Menlo, Consolas, monospace";

/**
 * The whole flow as one SVG that needs nothing else: cards, edges, groups, notes and what a run did. All of it is shapes and text: nothing in it can run
 * or be fetched. Its size is that of the drawing at a zoom of 1, in pixels.
 */
export function flowSvg(print: FlowPrint): { readonly svg: string; readonly width: number; readonly height: number } {
  const colours = PRINT_COLOURS[print.theme];
  const { nodes, edges, extras } = toCanvas(print.flow, print.overlay ?? NO_OVERLAY);
  const boxes = [...nodes, ...extras].map(({ position, width = CARD_WIDTH, height = CARD_HEIGHT }) => ({ ...position, width, height }));
  const left = Math.min(0, ...boxes.map(({ x }) => x));
  const top = Math.min(0, ...boxes.map(({ y }) => y));
  // Ways round the outside and words beside the handles stand a little apart from the cards.
  const right = Math.max(CARD_WIDTH, ...boxes.map(({ x, width }) => x + width)) + 48;
  const bottom = Math.max(CARD_HEIGHT, ...boxes.map(({ y, height }) => y + height)) + 32;
  const width = Math.ceil(right - left + 2 * MARGIN);
  const height = Math.ceil(bottom - top + 2 * MARGIN + HEAD);
  const byId = new Map(nodes.map(node => [node.id, node]));
  const name = fitText(print.flow.name, width - 2 * MARGIN, text => print.measure(text, 20, 600));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}" role="img" font-family="${FONT}" fill="${colours.text}">
<title>${escapeHtml(print.flow.name)}</title>
<desc>${escapeHtml(`${print.caption}. ${String(nodes.length)} steps: ${nodes.map(({ data }) => data.title).join(', ')}`)}</desc>
<defs>${fontFace(print.fontBase64)}${marker('edge', colours.edge)}${marker('taken', colours.accent)}</defs>
<rect width="100%" height="100%" fill="${colours.ground}"/>
${words(MARGIN, MARGIN + 6, name, { size: 20, weight: 600 })}
${words(
  MARGIN,
  MARGIN + 26,
  fitText(print.caption, width - 2 * MARGIN, text => print.measure(text, 12, 400)),
  { size: 12, fill: colours.quiet },
)}
<g transform="translate(${String(MARGIN - left)} ${String(MARGIN + HEAD - top)})">
${extras.map(extra => (extra.type === 'frame' ? frameSvg(extra, colours) : noteSvg(extra, colours, print.measure))).join('\n')}
${edges.map(edge => edgeSvg(edge, byId, colours)).join('\n')}
${nodes.map(node => cardSvg(node, colours, print.measure)).join('\n')}
</g>
</svg>
`;
  return { svg, width, height };
}

const fontFace = (base64: string | undefined): string =>
  base64 === undefined
    ? ''
    : `<style>@font-face{font-family:'Inter Print';font-weight:100 900;src:url(data:font/woff2;base64,${base64}) format('woff2')}</style>`;

const marker = (id: string, fill: string): string =>
  `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L10 5L0 10z" fill="${fill}"/></marker>`;

interface Look {
  readonly size: number;
  readonly weight?: number;
  readonly fill?: string;
  readonly family?: string;
}

const words = (x: number, y: number, text: string, { size, weight = 400, fill, family }: Look): string =>
  `<text x="${String(x)}" y="${String(y)}" font-size="${String(size)}" font-weight="${String(weight)}"${fill === undefined ? '' : ` fill="${fill}"`}${family === undefined ? '' : ` font-family="${family}"`}>${escapeHtml(text)}</text>`;

function cardSvg({ position: { x, y }, data }: StepNode, colours: PrintColours, measure: MeasureText): string {
  const [mark, ground] = colours.kinds[data.kind];
  const room = CARD_WIDTH - 56;
  const title = fitText(data.title, room, text => measure(text, 13, 600));
  const line = fitText(data.line, room, text => (data.isCode ? Array.from(text).length * MONO_WIDTH : measure(text, 11, 400)));
  const ways = data.ways.map((way, index) => {
    const at = handleY(index, data.ways.length);
    const label = way.label === null ? '' : words(CARD_WIDTH + 8, at - 6, way.label, { size: 11, fill: colours.quiet });
    return `<circle cx="${String(CARD_WIDTH)}" cy="${String(at)}" r="4" fill="${colours.raised}" stroke="${colours.edge}" stroke-width="1.5"/>${label}`;
  });
  return `<g transform="translate(${String(x)} ${String(y)})">
<rect width="${String(CARD_WIDTH)}" height="${String(CARD_HEIGHT)}" rx="8" fill="${colours.raised}" stroke="${colours.line}"/>
<rect x="12" y="12" width="28" height="28" rx="6" fill="${ground}"/>
<g transform="translate(17 17) scale(.75)" fill="none" stroke="${mark}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${KIND_SHAPES[data.kind]}</g>
${words(48, 24, title, { size: 13, weight: 600 })}
${words(48, 40, line, { size: 11, fill: colours.quiet, ...(data.isCode ? { family: MONO } : {}) })}
${footSvg(data, colours, measure)}
<circle cx="0" cy="${String(CARD_HEIGHT / 2)}" r="4" fill="${colours.raised}" stroke="${colours.edge}" stroke-width="1.5"/>
${ways.join('')}
</g>`;
}

const TOKENS = {
  running: 'running',
  retrying: 'running',
  waiting: 'waiting',
  done: 'succeeded',
  reused: 'reused',
  pinned: 'waiting',
  failed: 'failed',
  timed_out: 'failed',
  cancelled: 'halted',
  halted: 'halted',
} as const;

/** What a run did here, in words; without a run, the kind. */
function footSvg({ chip, kind, isFirst }: StepNode['data'], colours: PrintColours, measure: MeasureText): string {
  const start = isFirst ? words(CARD_WIDTH - 12 - measure('start', 11, 400), 74, 'start', { size: 11, fill: colours.quiet }) : '';
  if (chip === null) return words(12, 74, STEP_DEFINITIONS[kind].title, { size: 11, fill: colours.quiet }) + start;
  const [mark, ground] = colours.states[TOKENS[chip.mark]];
  const wide = measure(chip.word, 11, 500) + 16;
  const figures = [chip.simulated ? 'simulated' : null, chip.visits > 1 ? `×${String(chip.visits)}` : null, chip.duration, chip.cost];
  return `<rect x="12" y="61" width="${wide.toFixed(1)}" height="18" rx="9" fill="${ground}"/>${words(20, 74, chip.word, { size: 11, weight: 500, fill: mark })}${words(18 + wide, 74, figures.filter(part => part !== null).join(' · '), { size: 11, fill: colours.quiet })}${start}`;
}

function edgeSvg(edge: FlowEdge, byId: ReadonlyMap<string, StepNode>, colours: PrintColours): string {
  const [from, to] = [byId.get(edge.source), byId.get(edge.target)];
  if (from === undefined || to === undefined) return '';
  const index = from.data.ways.findIndex(({ field }) => field === edge.sourceHandle);
  const [path] = getSmoothStepPath({
    sourceX: from.position.x + CARD_WIDTH + 4,
    sourceY: from.position.y + handleY(Math.max(0, index), from.data.ways.length),
    sourcePosition: Position.Right,
    targetX: to.position.x - 5,
    targetY: to.position.y + CARD_HEIGHT / 2,
    targetPosition: Position.Left,
    borderRadius: 10,
  });
  const taken = edge.data?.taken === true;
  return `<path d="${path}" fill="none" stroke="${taken ? colours.accent : colours.edge}" stroke-width="1.5" marker-end="url(#${taken ? 'taken' : 'edge'})"/>`;
}

const frameSvg = ({ position: { x, y }, width = 0, height = 0, data }: FrameNode, colours: PrintColours): string =>
  `<g transform="translate(${String(x)} ${String(y)})"><rect width="${String(width)}" height="${String(height)}" rx="12" fill="${colours.accent}" fill-opacity=".04" stroke="${colours.edge}" stroke-dasharray="4 3"/>${words(10, 20, data.title, { size: 13, weight: 600, fill: colours.quiet })}</g>`;

function noteSvg(note: NoteNode, colours: PrintColours, measure: MeasureText): string {
  const { width = NOTE_SIZE.width, height = NOTE_SIZE.height, position, data } = note;
  const [mark, ground] = colours.kinds.human_task;
  const most = Math.max(1, Math.floor((height - 16) / 18));
  const plain = data.text.replaceAll(/[*_`#>]+/g, '').trim();
  const lines = wrapText(plain, width - 24, most, text => measure(text, 13, 400));
  return `<g transform="translate(${String(position.x)} ${String(position.y)})"><rect width="${String(width)}" height="${String(height)}" rx="6" fill="${ground}" stroke="${mark}" stroke-opacity=".4"/>${lines.map((line, index) => words(12, 22 + index * 18, line, { size: 13 })).join('')}</g>`;
}
