import type { ParentPort } from 'electron';
import type { Host } from '../engine/host/host.ts';
import { openStudio } from '../engine/host/open-studio.ts';
import type { Pipe } from '../engine/host/pipe.ts';
import { ToHost, type FromHost } from './host-frames.ts';

/**
 * The process that holds the workspace while Electron shows it: opens it, answers the windows that the shell relays, and ends when told.
 * A fault here leaves the windows standing; the shell starts it again.
 */
const shell: ParentPort = process.parentPort;
const tell = (frame: FromHost): void => shell.postMessage(frame);
const windows = new Map<number, { hear(text: string): void; end(): void }>();
let host: Host | null = null;

shell.on('message', ({ data }) => void take(ToHost.parse(data)));

async function take(frame: ToHost): Promise<void> {
  switch (frame.kind) {
    case 'open':
      return open(frame.folder, frame.resourcesFolder);
    case 'connect':
      return host?.attach(shellPipe(frame.pipe));
    case 'text':
      return windows.get(frame.pipe)?.hear(frame.text);
    case 'disconnect':
      return windows.get(frame.pipe)?.end();
    case 'import-flow': {
      const imported = await host?.importFlow(frame.path);
      if (imported === undefined) return;
      const { path } = frame;
      tell(imported.ok ? { kind: 'imported', path, flowId: imported.value } : { kind: 'not-imported', path, sentence: imported.error });
      return;
    }
    case 'close':
      await host?.close();
      process.exit(0);
  }
}

async function open(folder: string, resourcesFolder: string): Promise<void> {
  const opened = await openStudio({ folder, resourcesFolder, log: text => process.stderr.write(`${text}\n`) });
  if (!opened.ok) {
    tell({ kind: 'problem', problem: opened.error.kind, sentence: opened.error.sentence });
    return;
  }
  host = opened.value;
  tell({ kind: 'opened' });
}

function shellPipe(pipe: number): Pipe {
  let ended: () => void = () => undefined;
  const end = (): void => {
    if (windows.delete(pipe)) ended();
  };
  return {
    post: text => tell({ kind: 'text', pipe, text }),
    onMessage: hear => void windows.set(pipe, { hear, end }),
    onClose: listener => void (ended = listener),
    close: () => {
      end();
      tell({ kind: 'disconnected', pipe });
    },
  };
}
