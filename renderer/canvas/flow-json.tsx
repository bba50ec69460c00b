import { useEffect, useRef, useState } from 'react';
import type { FlowId } from '../../engine/base/ids.ts';
import { useStudioStore } from '../state/studio.ts';
import styles from './flow-json.module.css';
import { JsonFoot } from './json-foot.tsx';
import { openJsonSession, type JsonSession, type JsonState } from './json-session.ts';

const NOTHING_WRONG: JsonState = { marks: [], isBroken: false };

/** The flow as text, and beneath it what is wrong with it. */
export function FlowJson({ flowId }: { flowId: FlowId }) {
  const store = useStudioStore();
  const place = useRef<HTMLDivElement>(null);
  const session = useRef<JsonSession | null>(null);
  const [{ marks, isBroken }, setState] = useState(NOTHING_WRONG);
  useEffect(() => {
    if (place.current === null) return;
    const opened = openJsonSession(place.current, store, flowId, setState);
    session.current = opened;
    return () => {
      session.current = null;
      opened.close();
    };
  }, [flowId, store]);
  return (
    <div className={styles.json} data-place="json">
      <div ref={place} className={styles.editor} />
      <JsonFoot marks={marks} isBroken={isBroken} onGo={mark => session.current?.goTo(mark)} onDiscard={() => session.current?.discard()} />
    </div>
  );
}
