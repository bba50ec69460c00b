import type { Request as PageRequest, Route } from 'playwright';
import { meantAddress } from './app-address.ts';
import { desk } from './desk.ts';

export interface Navigations {
  /** A page wants to leave for this address; true when it may. */
  mayNavigate(url: string): boolean;
  /** A page wants a new window at this address. */
  askWindow(url: string): unknown;
}

/** Answers what the pages ask for as Electron would: own files by the shell's handler under its headers, the rest by its rules. Nothing reaches the network. */
export async function answerRequest(route: Route, request: PageRequest, isOwn: boolean, navigations: Navigations): Promise<void> {
  const url = meantAddress(request.url());
  if (!isOwn) {
    navigations.askWindow(url);
    return route.abort('aborted');
  }
  const isNavigation = request.isNavigationRequest() && request.frame().parentFrame() === null;
  if (isNavigation && !navigations.mayNavigate(url)) return route.abort('aborted');
  if (!url.startsWith('app:')) return route.abort((await isCancelled(url)) ? 'blockedbyclient' : 'internetdisconnected');

  const answer = await desk.files?.(new Request(url, { method: request.method() }));
  if (answer === undefined) return route.abort('failed');
  const body = Buffer.from(await answer.arrayBuffer());
  return route.fulfill({ status: answer.status, headers: await receivedHeaders(url, answer.headers), body });
}

const isCancelled = (url: string): Promise<boolean> =>
  new Promise(resolve =>
    desk.beforeRequest === null ? resolve(false) : desk.beforeRequest({ url }, ({ cancel }) => resolve(cancel === true)),
  );

function receivedHeaders(url: string, headers: Headers): Promise<Record<string, string>> {
  const responseHeaders = Object.fromEntries([...headers].map(([name, value]) => [name, [value]]));
  return new Promise(resolve => {
    const settle = (settled: Record<string, string | string[]>): void =>
      resolve(Object.fromEntries(Object.entries(settled).map(([name, value]) => [name, [value].flat().join(', ')])));
    if (desk.headersReceived === null) settle(responseHeaders);
    else desk.headersReceived({ url, responseHeaders }, reply => settle(reply.responseHeaders ?? responseHeaders));
  });
}
