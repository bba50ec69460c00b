/** The scheme under which the window's own files are served in Electron. */
export const SCHEME = 'app';
const HOST = 'atelier';

/** Where the window stands, at the place that a fragment names, if any: `#/flow/pricing`, `#/compare/runs/A/B`. */
export const pageAddress = (place: string | null): string => `${SCHEME}://${HOST}/index.html${place ?? ''}`;

/** The fragment of a flow's place in the window. */
export const flowPlace = (flowId: string): string => `#/flow/${encodeURIComponent(flowId)}`;

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
