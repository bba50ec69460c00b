import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { desk } from './desk.ts';

/** A utility process as a child of Node; `parent-port.ts` gives it the port it expects. */
export const utilityProcess = {
  fork(modulePath: string, args: readonly string[]): EventEmitter {
    const child = fork(modulePath, [...args], {
      execArgv: ['--import', join(import.meta.dirname, 'parent-port.ts')],
      serialization: 'advanced',
    });
    const utility = Object.assign(new EventEmitter(), {
      pid: child.pid,
      postMessage(message: object): void {
        if (child.connected) child.send(message);
      },
      kill: (signal?: NodeJS.Signals) => child.kill(signal),
    });
    child.on('message', message => utility.emit('message', message));
    child.on('exit', code => utility.emit('exit', code));
    desk.children.push(utility);
    return utility;
  },
};
