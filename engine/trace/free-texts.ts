/** Fields of a row's data whose texts people, models or products wrote. Beside them a row holds names, numbers, hashes and values. */
export const FREE_TEXTS: ReadonlySet<string> = new Set(['comment', 'message', 'reason', 'description']);
