/** What is needed of a window to find the token; a browser's own window fits. */
export interface TokenPlace {
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string };
  readonly history: { replaceState(data: unknown, unused: string, url: string): void };
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
}

const KEPT_AS = 'atelier.token';

/**
 * The per-launch token that the host asks for: from the address's fragment on the first load, then from this tab's session storage.
 * Leaves the address bar without it, so that it is in no history, bookmark or screenshot. Null when the window was opened without one.
 */
export function launchToken(place: TokenPlace): string | null {
  const given = /^#token=([A-Za-z0-9_-]{16,256})$/.exec(place.location.hash)?.[1];
  if (given === undefined) return place.sessionStorage.getItem(KEPT_AS);
  place.sessionStorage.setItem(KEPT_AS, given);
  place.history.replaceState(null, '', place.location.pathname + place.location.search);
  return given;
}
