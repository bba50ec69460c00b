import { app, protocol } from 'electron';
import { SCHEME } from './page-address.ts';
import { openShell } from './shell.ts';

// Before `ready`, or the scheme would have no origin of its own.
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);

if (app.requestSingleInstanceLock()) void app.whenReady().then(openShell);
else app.quit();
