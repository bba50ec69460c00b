/** The scheme under which the window's own files are served in Electron. */
export const SCHEME = 'app';
const HOST = 'atelier';

/** Where the window stands, with the flow to show first, if any. */
export function pageAddress(flowId: string | null): string {
  const address = new URL(`${SCHEME}://${HOST}/index.html`);
  if (flowId !== null) address.searchParams.set('flow', flowId);
  return address.href;
}

/** True for a page of the window itself: only such a frame may speak to the host. */
export function isOurPage(address: string): boolean {
  const url = parsed(address);
  return url?.protocol === `${SCHEME}:` && url.host === HOST;
}

/** The address as the system's browser may open it: https, and no name or password in it; null for everything else. */
export function outsideAddress(address: string): string | null {
  const url = parsed(address);
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : null;
}

function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
