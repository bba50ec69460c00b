import { useStudio } from '../../state/studio.ts';

/** Brings packet files into the workspace, one after the other; each opens when it is there, or says why not. */
export function useImport(): (files: readonly File[]) => Promise<void> {
  const importPacket = useStudio(studio => studio.importPacket);
  return async files => {
    for (const file of files) await importPacket(file);
  };
}
