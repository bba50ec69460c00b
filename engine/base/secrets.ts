/** Where secrets are found: settings and files name them by reference, and nothing but the one call that needs a secret ever holds it. */
export interface Secrets {
  /** The secret behind a reference such as `env:RFP_SECRET`; null when there is none, or the reference is of a kind unknown here. */
  find(ref: string): string | null;
}

/** The form of a reference: where it is kept, then its name there. */
export const SECRET_REF = /^[a-z][a-z0-9]{0,15}:[A-Za-z0-9_.-]{1,128}$/;

/** References `env:NAME`, over variables of the environment. An empty variable is no secret. */
export function environmentSecrets(environment: Readonly<Record<string, string | undefined>>): Secrets {
  return {
    find(ref) {
      const name = /^env:(.+)$/s.exec(ref)?.[1];
      if (name === undefined || !Object.hasOwn(environment, name)) return null;
      const secret = environment[name];
      return secret === undefined || secret === '' ? null : secret;
    },
  };
}
