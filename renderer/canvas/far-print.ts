import type { Colours } from './far-colours.ts';
import { drawFar, type FarSheet } from './far-picture.ts';
import type { FarScene } from './far-scene.ts';
import type { View } from './opening-view.ts';

/** How much of the sheet's size is drawn beyond each of its edges, to be panned into view. */
const MARGIN = 0.25;

interface Print {
  readonly picture: OffscreenCanvas;
  readonly view: View;
  readonly width: number;
  readonly height: number;
  readonly dots: number;
}

/**
 * Draws a scene onto a sheet again and again as the view moves. While one only pans, what was drawn is laid down shifted: at five thousand steps that
 * takes a fifth of drawing them. A view that is zoomed all the while is drawn each time.
 */
export function farPrint(scene: FarScene, colours: Colours): (sheet: FarSheet, view: View) => void {
  let print: Print | null = null;
  let last: View | null = null;
  return (sheet, view) => {
    const { context, width, height, dots } = sheet;
    const isPanned = last?.zoom === view.zoom;
    last = view;
    if (!isPanned) {
      print = null;
      drawFar(sheet, scene, view, colours);
      return;
    }
    const [roomX, roomY] = [Math.round(width * MARGIN), Math.round(height * MARGIN)];
    let shift = print === null ? null : shiftOf(print, sheet, view);
    if (print === null || shift === null || Math.abs(shift.x) > roomX || Math.abs(shift.y) > roomY) {
      const picture = print?.picture ?? new OffscreenCanvas(width + 2 * roomX, height + 2 * roomY);
      if (picture.width !== width + 2 * roomX) picture.width = width + 2 * roomX;
      if (picture.height !== height + 2 * roomY) picture.height = height + 2 * roomY;
      const inner = picture.getContext('2d');
      if (inner === null) {
        drawFar(sheet, scene, view, colours);
        return;
      }
      const whole = { x: view.x + roomX / dots, y: view.y + roomY / dots, zoom: view.zoom };
      drawFar({ context: inner, width: picture.width, height: picture.height, dots }, scene, whole, colours);
      print = { picture, view, width, height, dots };
      shift = { x: 0, y: 0 };
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.drawImage(print.picture, shift.x - roomX, shift.y - roomY);
  };
}

/** By how many pixels of the screen the view was panned since; null when the print is of another zoom or size. */
function shiftOf(print: Print, { width, height, dots }: FarSheet, view: View): { readonly x: number; readonly y: number } | null {
  if (print.view.zoom !== view.zoom || print.width !== width || print.height !== height || print.dots !== dots) return null;
  return { x: Math.round((view.x - print.view.x) * dots), y: Math.round((view.y - print.view.y) * dots) };
}
