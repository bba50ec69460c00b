import { MantineProvider } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { connect } from '../bridge/connect.ts';
import { desktopNotices, type ShellNotices } from '../bridge/desktop-notices.ts';
import { persistently } from '../bridge/follow.ts';
import type { Connection, Host } from '../bridge/host.ts';
import { wireBoard, type WireBoard } from '../bridge/wire-board.ts';
import { isEdited } from '../state/packet-page.ts';
import { createStudio, StudioContext, type StudioStore, type Word } from '../state/studio.ts';
import { libraryColours, theme } from '../ui/theme.ts';
import { AppWindow } from './app-window.tsx';
import { layOutGraph } from './elk-layout.ts';
import { flowChecker } from './flow-checker.ts';
import { handOver } from './hand-over.ts';
import { LastResort } from './last-resort.tsx';
import { SaidWord } from './said-word.tsx';
import { systemClipboard } from './system-clipboard.ts';
import { WaitingPage } from './waiting-page.tsx';

/** Themes, the wire to the host, and the window once the host has said which workspace it is. */
export function Root() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={libraryColours} defaultColorScheme="auto">
      <Notifications position="bottom-right" limit={4} />
      <LastResort where="window">
        <Connected />
      </LastResort>
    </MantineProvider>
  );
}

// One wire and one store for the life of the page, whatever React mounts twice.
let opening: Promise<StudioStore> | null = null;
const wire = wireBoard();

function Connected() {
  const [store, setStore] = useState<StudioStore | null>(null);
  const [fault, setFault] = useState<Error | null>(null);
  const [connection, setConnection] = useState<Connection>(wire.connection());
  useEffect(() => wire.onConnection(setConnection), []);
  useEffect(() => {
    opening ??= connect(wire.tell).then(host => openStudio(host, wire));
    opening.then(setStore, (error: unknown) => setFault(error instanceof Error ? error : new Error(String(error))));
  }, []);
  useEffect(() => {
    if (store === null) return;
    const stop = new AbortController();
    void store.getState().followWorkspace(stop.signal);
    const keep = () => store.getState().keepUnsaved();
    const ask = (event: BeforeUnloadEvent) => {
      if (Object.values(store.getState().packetPages).some(isEdited)) event.preventDefault();
    };
    window.addEventListener('pagehide', keep);
    window.addEventListener('beforeunload', ask);
    return () => {
      stop.abort();
      window.removeEventListener('beforeunload', ask);
      window.removeEventListener('pagehide', keep);
    };
  }, [store]);

  // The window's last resort shows it, and a way out.
  if (fault !== null) throw fault;
  if (store === null) return <WaitingPage connection={connection} />;
  return (
    <StudioContext value={store}>
      <AppWindow />
    </StudioContext>
  );
}

async function openStudio(host: Host, board: WireBoard): Promise<StudioStore> {
  const facts = await persistently(() => host.workspace.read(), board);
  const store = createStudio({
    host,
    wire: board,
    workspace: facts.folder,
    storage: window.localStorage,
    room: { widthPx: window.innerWidth, heightPx: window.innerHeight },
    nowUs: () => Date.now() * 1000,
    later: (ms, call) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
    check: flowChecker(),
    clipboard: systemClipboard,
    notices: desktopNotices(shellNotices()),
    layOut: layOutGraph,
    tell: say,
    handOver,
  });
  board.onConnection(connection => store.getState().setConnection(connection));
  document.title = `${facts.name} · Atelier Studio`;
  await store.getState().readFlows();
  await store.getState().restoreFlow();
  store.getState().beginTourOnce();
  for (const notice of facts.notices) say({ kind: 'trouble', sentence: notice });
  return store;
}

/** A shell of an earlier age has the pipe alone. */
function shellNotices(): ShellNotices | undefined {
  const { notify, onNoticePressed } = window.atelier ?? {};
  return notify === undefined || onNoticePressed === undefined ? undefined : { notify, onNoticePressed };
}

const say = (word: Word): void => {
  notifications.show({
    message: word.action === undefined ? word.sentence : <SaidWord sentence={word.sentence} action={word.action} />,
    color: word.kind === 'done' ? 'teal' : 'red',
    autoClose: word.kind === 'done' && word.action === undefined ? 4_000 : 12_000,
    withBorder: true,
  });
};
