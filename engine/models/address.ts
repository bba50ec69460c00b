/**
 * What is wrong with a server's address, as a sentence; null when it may be asked. Hostile as any setting of a workspace: it stands in ledger rows, so it
 * carries no password, and the path is put together with the provider's own.
 */
export function addressFault(address: string): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return `“${address}” is no address. It looks like http://127.0.0.1:11434/v1.`;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `“${address}” is no web address: it begins with https:// or http://.`;
  if (url.username !== '' || url.password !== '')
    return 'The address holds a user name or password. Leave them out, and set them as the key.';
  if (url.search !== '' || url.hash !== '') return `The address ends with “${url.search}${url.hash}”. Give it without what follows ? or #.`;
  return null;
}

/** Scheme, host and port: what a key is bound to, so that it is never sent anywhere else. Throws for what is no address. */
export const originOf = (address: string): string => new URL(address).origin;

/** True when the server stands on this computer or in a private network: there a key may travel unencrypted, and a model without a price is one's own. */
export function isNear(address: string): boolean {
  const { hostname } = new URL(address);
  return NEAR.test(hostname) || !/[.:]/.test(hostname);
}

/** Loopback, the private ranges of IPv4 and IPv6, and the names that are given in houses and offices. */
const NEAR =
  /^(?:127(?:\.\d{1,3}){3}|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}|\[::1\]|\[f[cd][0-9a-f]{2}:.*\]|\[fe80:.*\])$|\.(?:localhost|local|lan|internal|home\.arpa)$/i;

/** False where anybody on the way could read a key. */
export const mayCarryKey = (address: string): boolean => new URL(address).protocol === 'https:' || isNear(address);
