/** Longer texts end the connection: twice the largest text that a call takes. */
export const MAX_MESSAGE_BYTES = 128 * 1024 * 1024;

/**
 * One connected window, seen from the host: texts in, texts out, and an end. A WebSocket, a MessagePort, a child process and Electron's
 * relay are all made into one of these; nothing behind it knows which.
 */
export interface Pipe {
  post(text: string): void;
  /** Called once for each text, in order. */
  onMessage(listener: (text: string) => void): void;
  /** Called once, when the other side is gone or `close` was called. */
  onClose(listener: () => void): void;
  close(): void;
}

/** The part of a `node:worker_threads` port that is needed here. */
export interface NodePort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  close(): void;
}

/** A pipe over a MessagePort of Node. What is no text is dropped: no window of ours sends it. */
export function portPipe(port: NodePort): Pipe {
  return {
    post: text => port.postMessage(text),
    onMessage: listener => void port.on('message', message => typeof message === 'string' && listener(message)),
    onClose: listener => void port.on('close', listener),
    close: () => port.close(),
  };
}
