/** What Electron's preload exposes as `window.atelier`: one pipe to the host, and nothing else. */
export interface Pipe {
  post(message: string | ArrayBuffer): void;
  /** Gives the function that ends it. */
  onMessage(listener: (message: string | ArrayBuffer) => void): () => void;
}

/** The port that the message-port link asks for, over a pipe. A pipe lives as long as its window, so it never closes. */
export const pipePort = (pipe: Pipe) => ({
  onMessage: { addListener: (listener: (message: string | ArrayBuffer) => void) => void pipe.onMessage(listener) },
  onDisconnect: { addListener: () => undefined },
  postMessage: (message: string | ArrayBuffer) => pipe.post(message),
});
