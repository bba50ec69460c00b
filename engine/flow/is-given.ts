/** False for a text that a person has not filled in. */
export const isGiven = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';
