/** Midnight before an instant where this computer stands, in microseconds since 1970. */
export const dayStartUs = (atUs: number): number => new Date(atUs / 1000).setHours(0, 0, 0, 0) * 1000;
