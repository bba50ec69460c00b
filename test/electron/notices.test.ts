import { beforeEach, describe, expect, it } from 'vitest';
import { openNotices } from '../../electron/notices.ts';
import { desk } from './stand-in/desk.ts';
import { ipcMain } from './stand-in/page-window.ts';

/** A page that asks for notifications, and what it was told. */
function aPage(url = 'app://atelier/index.html') {
  const told: unknown[][] = [];
  const sender = { isDestroyed: () => false, send: (...words: unknown[]) => told.push(words) };
  const ask = (notice: unknown) => ipcMain.emit('atelier:notify', { sender, senderFrame: { url, parent: null } }, notice);
  return { ask, told };
}

describe('Notifications of the desktop program', () => {
  beforeEach(() => {
    desk.notified.length = 0;
    ipcMain.removeAllListeners('atelier:notify');
    // True: the stand-in's is an emitter as the shell uses it.
    openNotices(ipcMain as unknown as Parameters<typeof openNotices>[0]);
  });

  it('are shown when our page asks, and a press tells it which one', () => {
    const page = aPage();
    page.ask({ tag: 'wait_1', title: '“Review” asks you', body: 'Go on?' });
    page.ask({ tag: 'wait_2', title: '“Review” asks you', body: 'Really?' });

    desk.notified[1]?.press();

    expect(desk.notified.map(({ body }) => body)).toEqual(['Go on?', 'Really?']);
    expect(page.told).toEqual([['atelier:notice-pressed', 'wait_2']]);
  });

  it('are not shown for pages that are not ours, nor for anything that is no notification', () => {
    aPage('https://example.org/').ask({ tag: 'a', title: 'b', body: 'c' });
    const page = aPage();
    for (const hostile of [
      null,
      7,
      {},
      { tag: '', title: 'a', body: 'b' },
      { tag: 'a', title: 'x'.repeat(5000), body: '' },
      { tag: 'a', title: {}, body: [] },
    ])
      page.ask(hostile);

    expect(desk.notified).toEqual([]);
  });
});
