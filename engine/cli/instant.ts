/** A moment as `2027-03-01T09:00:00Z`. */
export const instant = (atUs: number): string => `${new Date(atUs / 1000).toISOString().slice(0, 19)}Z`;
