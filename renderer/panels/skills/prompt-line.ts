/** The line, from 1, that an offset of a text lies in. */
export const promptLine = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
