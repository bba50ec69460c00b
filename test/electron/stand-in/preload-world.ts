import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright';

const WORLD = 'preload';

/** The page's side of the bridge: makes what the preload exposes, out of messages, since no function crosses from one world to the other. */
const MAIN_WORLD = `(() => {
  if (window.top !== window) return;
  const listeners = new Map();
  const tell = detail => window.dispatchEvent(new CustomEvent('stand-in-call', { detail: JSON.stringify(detail) }));
  let last = 0;
  window.addEventListener('stand-in-expose', ({ detail }) => {
    const { name, keys } = JSON.parse(detail);
    const call = key => (...given) => {
      const id = ++last;
      const args = given.map(arg => (typeof arg === 'function' ? (listeners.set(id, arg), { listener: id }) : arg));
      tell({ id, key, args });
      return () => tell({ undo: id });
    };
    Object.defineProperty(window, name, { value: Object.freeze(Object.fromEntries(keys.map(key => [key, call(key)]))) });
  });
  window.addEventListener('stand-in-heard', ({ detail }) => {
    const { listener, args } = JSON.parse(detail);
    listeners.get(listener)?.(...args);
  });
})()`;

/** The preload's own world: `require('electron')` with the two things a sandboxed preload may use, then the preload as it was built. */
const preloadWorld = (source: string): string => `(() => {
  if (window.top !== window) return;
  const heard = new Map();
  globalThis.standInDeliver = (channel, args) => { for (const listener of heard.get(channel) ?? []) listener({}, ...args); };
  const ipcRenderer = {
    send: (channel, ...args) => standInSend(JSON.stringify({ channel, args, page: location.href })),
    on: (channel, listener) => void heard.set(channel, [...(heard.get(channel) ?? []), listener]),
    off: (channel, listener) => void heard.set(channel, (heard.get(channel) ?? []).filter(other => other !== listener)),
  };
  const contextBridge = {
    exposeInMainWorld(name, api) {
      const undo = new Map();
      window.addEventListener('stand-in-call', ({ detail }) => {
        const call = JSON.parse(detail);
        if (call.undo !== undefined) return undo.get(call.undo)?.();
        const hear = listener => (...args) => window.dispatchEvent(new CustomEvent('stand-in-heard', { detail: JSON.stringify({ listener, args }) }));
        undo.set(call.id, api[call.key](...call.args.map(arg => (arg?.listener === undefined ? arg : hear(arg.listener)))));
      });
      window.dispatchEvent(new CustomEvent('stand-in-expose', { detail: JSON.stringify({ name, keys: Object.keys(api) }) }));
    },
  };
  const require = () => ({ contextBridge, ipcRenderer });
  const module = { exports: {} }, exports = module.exports;
  ${source}
})()`;

export interface PreloadLine {
  send(channel: string, args: readonly unknown[]): void;
}

/** Runs a preload in a world of its own in every document of the page; `hear` gets what it sends, with the address it stands on. */
export async function openPreloadWorld(
  page: Page,
  preload: string,
  hear: (message: { channel: string; args: unknown[]; page: string }) => void,
): Promise<PreloadLine> {
  const session: CDPSession = await page.context().newCDPSession(page);
  let world: number | null = null;
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name === WORLD) world = context.id;
  });
  session.on('Runtime.bindingCalled', ({ payload }) => hear(JSON.parse(payload) as { channel: string; args: unknown[]; page: string })); // true: the script above writes it
  await session.send('Runtime.enable');
  await session.send('Page.enable');
  await session.send('Runtime.addBinding', { name: 'standInSend', executionContextName: WORLD });
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: MAIN_WORLD });
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: preloadWorld(readFileSync(preload, 'utf8')), worldName: WORLD });
  return {
    send(channel, args) {
      if (world === null) return;
      const expression = `standInDeliver(${JSON.stringify(channel)}, ${JSON.stringify(args)})`;
      // A page that is just being left hears no more.
      session.send('Runtime.evaluate', { contextId: world, expression }).catch(() => undefined);
    },
  };
}
