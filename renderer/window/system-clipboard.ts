/** The system's clipboard as far as the browser lets a page reach it. */
export const systemClipboard = {
  /** False when it was refused. */
  write: (text: string): Promise<boolean> =>
    navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    ),
  /** Null when it was refused: many browsers hand it out only to the paste key. */
  read: (): Promise<string | null> =>
    navigator.clipboard.readText().then(
      text => text,
      () => null,
    ),
};
