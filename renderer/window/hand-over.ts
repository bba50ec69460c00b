import type { HandedFile } from '../state/studio.ts';

/** Gives a file to the person as the browser or the shell gives downloads: where to, they say. */
export function handOver({ name, mediaType, base64 }: HandedFile): void {
  const bytes = Uint8Array.from(atob(base64), sign => sign.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has its own hold on the bytes as soon as it began; a minute is plenty.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
