import type { IpcMainEvent } from 'electron';
import { isOurPage } from './page-address.ts';

/** True when the main frame of our own page sent it: not a frame inside it, not a page that has been navigated away from. */
export const isTrusted = ({ senderFrame }: Pick<IpcMainEvent, 'senderFrame'>): boolean =>
  senderFrame !== null && senderFrame.parent === null && isOurPage(senderFrame.url);
