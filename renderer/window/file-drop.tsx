import { useEffect, useState } from 'react';
import { useStudioStore } from '../state/studio.ts';
import styles from './file-drop.module.css';

/** Takes in files that are dropped anywhere on the window: flows by their `.flow.json`, packets by their `.packet.json`. */
export function FileDrop() {
  const store = useStudioStore();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!holdsFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      const isPacket = (file: File): boolean => file.name.endsWith('.packet.json');
      for (const file of files.filter(isPacket)) void store.getState().importPacket(file);
      void store.getState().importFlows(files.filter(file => !isPacket(file)));
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [store]);
  return isOver ? <div className={styles.over}>Drop the flow or packet to bring it into this workspace</div> : null;
}
