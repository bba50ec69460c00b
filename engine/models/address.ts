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

/** True when the server runs on this computer. */
export const isHere = (address: string): boolean => HERE.test(new URL(address).hostname);

const HERE = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** True when a key may travel there unencrypted: on this computer and in private networks; elsewhere anybody on the way could read it. */
export function mayGoUnencrypted(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || isHere(address) || PRIVATE.test(hostname) || !/[.:]/.test(hostname);
}

const PRIVATE =
  /^(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}|\[f[cd][0-9a-f]{2}:.*\]|\[fe80:.*\])$|\.(?:local|lan|internal|home\.arpa)$/i;
