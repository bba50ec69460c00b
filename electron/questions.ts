import { BrowserWindow, dialog } from 'electron';
import type { HostProblem } from './host-child.ts';

/** Says why a workspace cannot be opened and asks what now: the folder to try next, or null to quit. */
export async function askAfterProblem(problem: HostProblem, folder: string): Promise<string | null> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: 'This workspace cannot be opened.',
    detail: `${problem.sentence}\n\n${folder}`,
    buttons: ['Choose another folder…', 'Try again', 'Quit'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  if (response === 1) return folder;
  return response === 0 ? ((await chooseFolder()) ?? folder) : null;
}

/** The engine ended again and again: true to start it once more, false to quit. */
export async function askAfterCrashes(): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: 'The engine keeps stopping.',
    detail: 'It was started again three times within a minute and stopped each time. Everything that was saved is still in the workspace.',
    buttons: ['Start it again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** Tells that the engine was started again, beside the window that goes on. */
export function tellRestarted(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return;
  void dialog.showMessageBox(window, {
    type: 'warning',
    message: 'The engine stopped and was started again.',
    detail: 'Everything that was saved is there; runs that were under way go on after their last finished step.',
    buttons: ['Go on'],
    noLink: true,
  });
}

/** A flow file could not be taken in. */
export function tellNotImported(sentence: string): void {
  void dialog.showMessageBox({ type: 'error', message: 'This flow was not opened.', detail: sentence, buttons: ['OK'], noLink: true });
}

/** An address that another program handed over leads nowhere. */
export function tellLinkRefused(sentence: string): void {
  void dialog.showMessageBox({ type: 'warning', message: 'This link was not opened.', detail: sentence, buttons: ['OK'], noLink: true });
}

/** Null when the person chose none. */
export async function chooseFolder(): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog({ title: 'Open a workspace', properties: ['openDirectory', 'createDirectory'] });
  return filePaths[0] ?? null;
}

/** Null when the person chose none. */
export async function chooseFlowFile(): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog({
    title: 'Open a flow file',
    properties: ['openFile'],
    filters: [{ name: 'Flows', extensions: ['json'] }],
  });
  return filePaths[0] ?? null;
}
