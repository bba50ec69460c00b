import { EventEmitter } from 'node:events';

/** What Electron gives a utility process to speak to its parent with. */
const port = Object.assign(new EventEmitter(), { postMessage: (message: unknown) => void process.send?.(message) });
process.on('message', data => port.emit('message', { data }));
// The parent's end is the end: no process outlives its test.
process.on('disconnect', () => process.exit(1));
Object.assign(process, { parentPort: port });
