const OF_BROWSERS: Readonly<Record<string, string>> = {
  'Ctrl+N': 'opens a new window of the browser',
  'Ctrl+T': 'opens a new tab of the browser',
  'Ctrl+W': 'closes the tab or the window',
  'Ctrl+Shift+N': 'opens a private window of the browser',
  'Ctrl+Shift+W': 'closes the window',
  'Ctrl+Tab': 'changes the tab of the browser',
  'Ctrl+Shift+Tab': 'changes the tab of the browser',
  'Ctrl+PageUp': 'changes the tab of the browser',
  'Ctrl+PageDown': 'changes the tab of the browser',
  'Ctrl+F4': 'closes the tab of the browser',
  'Alt+F4': 'closes the window',
  'Alt+Tab': 'changes the program',
  'Ctrl+Alt+Delete': 'belongs to the system',
};
const OF_MACS: Readonly<Record<string, string>> = {
  'Ctrl+Q': 'ends the program',
  'Ctrl+H': 'hides the program',
  'Ctrl+M': 'puts the window away',
  'Ctrl+Space': 'belongs to the system',
};
const OF_THE_WINDOW: Readonly<Record<string, string>> = {
  Escape: 'closes what is open and gives up what was begun',
  Tab: 'leads to the next field or button',
  'Shift+Tab': 'leads to the field or button before',
};

/** Why a key can be no command's, as the end of a sentence that begins with the key; null when it can. Names as `keyName` gives them. */
export function reservedFor(name: string, isMac: boolean): string | null {
  const taken = OF_BROWSERS[name] ?? (isMac ? OF_MACS[name] : undefined);
  if (taken !== undefined) return `${taken}, and does not come to this window everywhere. Choose another key.`;
  const ours = OF_THE_WINDOW[name];
  return ours === undefined ? null : `${ours}, everywhere in this window. Choose another key.`;
}
