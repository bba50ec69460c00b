import { describe, expect, it } from 'vitest';
import { StepId } from '../../../../engine/base/ids.ts';
import { carriedPart, farHit, farScene, restingPart, type FarChosen } from '../../../../renderer/canvas/far-scene.ts';
import { farFromLine, linkLine } from '../../../../renderer/canvas/link-line.ts';
import { FAR, isInRegion, linksInRegion, nearRegion } from '../../../../renderer/canvas/region.ts';
import { NO_OVERLAY, toCanvas } from '../../../../renderer/canvas/to-canvas.ts';
import { writtenPoint } from '../../../../renderer/canvas/use-near-writing.ts';
import { aFlow, gate, skill } from '../../flow/a-flow.ts';

const FLOW = aFlow([skill('a', { next: 'b' }), gate('b', { expression: 'true', onPass: 'c', onFail: 'a' }), skill('c')], {
  layout: { a: { x: 0, y: 0 }, b: { x: 400, y: 0 }, c: { x: 800, y: 0 } },
  notes: [{ id: 'why', text: 'Why', x: 0, y: 300 }],
});
const CANVAS = toCanvas(FLOW);
const NOTHING: FarChosen = { steps: new Set(), notes: new Set(), edges: new Set() };

describe('A flow from far', () => {
  it('is one picture of the same steps and links, with what is selected, gone along and wrong', () => {
    const problem = { code: 'x', severity: 'error', stepId: StepId.parse('c'), field: null, message: 'No.' };
    const canvas = toCanvas(FLOW, { ...NO_OVERLAY, taken: new Set(['a:next']), problems: [problem] as never }); // true enough: only these parts are read

    const { steps, links } = farScene(canvas, { ...NOTHING, steps: new Set(['b']), edges: new Set(['b:onPass']) });

    expect(steps.map(({ id, isSelected, trouble }) => [id, isSelected, trouble])).toEqual([
      ['a', false, null],
      ['b', true, null],
      ['c', false, 'failed'],
    ]);
    expect(links.map(({ way, isTaken, isSelected }) => [`${way.from}:${way.field}`, isTaken, isSelected])).toEqual([
      ['a:next', true, false],
      ['b:onPass', false, true],
      ['b:onFail', false, false],
    ]);
  });

  it('shows where the hand has what it carries, and the links to it', () => {
    const scene = farScene(CANVAS, NOTHING);
    const carried = carriedPart(scene, { ids: new Set(['b']), by: { x: 0, y: 80 } });
    const resting = restingPart(scene, new Set(['b']));

    expect(carried.steps.map(({ id: stepId, y }) => [stepId, y])).toEqual([['b', 80]]);
    expect(carried.links).toHaveLength(3);
    expect(carried.links[0]?.line.slice(-2)).toEqual([400, 124]);
    expect(resting.steps.map(({ id: stepId }) => stepId)).toEqual(['a', 'c']);
    expect(resting.links).toEqual([]);
  });

  it('tells what is pressed: a step over a link over a note, a link when it is missed by a little, and nothing', () => {
    const scene = farScene(CANVAS, NOTHING);
    const hit = (x: number, y: number) => farHit(scene, { x, y }, 10)?.kind ?? null;

    expect(hit(20, 20)).toBe('step');
    expect(hit(300, 50)).toBe('link');
    expect(hit(20, 320)).toBe('note');
    expect(hit(300, 700)).toBeNull();
  });

  it('draws a link along level and upright lines from card to card', () => {
    const line = linkLine({ x: 0, y: 0 }, { x: 400, y: 200 }, { index: 0, count: 1 });

    expect(line.slice(0, 2)).toEqual([240, 44]);
    expect(line.slice(-2)).toEqual([400, 244]);
    for (let at = 0; at + 3 < line.length; at += 2) expect([line[at + 2] === line[at], line[at + 3] === line[at + 1]]).toContain(true);
    expect(farFromLine(line, { x: 240, y: 44 })).toBe(0);
  });
});

describe('Writing in place from far', () => {
  it('comes near the card, the group or the note that is to be written', () => {
    const flow = { ...FLOW, groups: [{ id: 'g', title: 'Group', stepIds: [StepId.parse('b')] }] };

    expect(writtenPoint(flow, { renaming: 'c', writing: null })).toEqual({ x: 920, y: 44 });
    expect(writtenPoint(flow, { renaming: null, writing: { kind: 'group', id: 'g' } })).toEqual({ x: 616, y: 48 });
    expect(writtenPoint(flow, { renaming: null, writing: { kind: 'note', id: 'why' } })).toEqual({ x: 120, y: 368 });
    expect(writtenPoint(flow, { renaming: null, writing: null })).toBeNull();
  });
});

describe('The cards that the canvas holds', () => {
  const SIZE = { width: 1000, height: 800 };

  it('are those near what is seen, the same while one pans a little, and none from far', () => {
    const here = nearRegion({ x: 0, y: 0, zoom: 1 }, SIZE);

    expect(here).toMatchObject({ left: -256, top: -256 });
    expect(nearRegion({ x: -10, y: -10, zoom: 1 }, SIZE)).toEqual(here);
    expect(nearRegion({ x: -700, y: 0, zoom: 1 }, SIZE)).not.toEqual(here);
    expect(nearRegion({ x: 0, y: 0, zoom: FAR - 0.01 }, SIZE)).toBeNull();
  });

  it('always hold everything that is seen', () => {
    for (const zoom of [FAR, 0.5, 0.83, 1, 2.5])
      for (const x of [-12_345, -7, 0, 640, 99_999]) {
        const region = nearRegion({ x, y: x / 3, zoom }, SIZE);
        const corners = [
          [-x / zoom, -x / 3 / zoom],
          [(SIZE.width - x) / zoom - 1, (SIZE.height - x / 3) / zoom - 1],
        ] as const;
        for (const [left, top] of corners)
          expect(region !== null && isInRegion({ id: 'a', position: { x: left, y: top }, width: 1, height: 1 }, region)).toBe(true);
      }
  });

  it('hold the ends of a link that only passes by, and of one that is selected', () => {
    const nodes = new Map(CANVAS.nodes.map(node => [node.id, node]));
    const between = { left: 705, top: 0, right: 720, bottom: 100 };

    expect(linksInRegion(CANVAS.edges, nodes, between, new Set()).edges.map(({ id }) => id)).toEqual(['b:onPass']);
    const away = { left: 5000, top: 0, right: 6000, bottom: 100 };
    expect([...linksInRegion(CANVAS.edges, nodes, away, new Set(['a:next'])).ends]).toEqual(['a', 'b']);
  });
});
