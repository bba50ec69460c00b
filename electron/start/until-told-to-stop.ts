/** Resolves at Ctrl+C or another wish of the system that this program end. A second wish ends it at once. */
export function untilToldToStop(): Promise<void> {
  return new Promise(resolve => {
    let told = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (told) process.exit(130);
        told = true;
        resolve();
      });
    }
  });
}
