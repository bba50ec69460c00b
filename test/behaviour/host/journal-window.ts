// The window that is killed: `node journal-window.ts ADDRESS FLOW`. Types into the flow's JSON without end, a letter every 25 ms of its own time,
// and says how many letters stand there.
import { writeSync } from 'node:fs';
import { FlowId } from '../../../engine/base/ids.ts';
import { textDifference } from '../../../renderer/state/text-difference.ts';
import { aWindow } from './a-window.ts';

const [, , address = '', flow = ''] = process.argv;
const { store, pass } = await aWindow(address);
await store.getState().showFlow(FlowId.parse(flow));
const before = JSON.stringify(store.getState().openFlow?.flow);
for (let letters = 1; ; letters++) {
  const json = textDifference(before, `${before}${'x'.repeat(letters)}`);
  store.getState().tellTyping(json === null ? null : { json });
  await pass(25);
  writeSync(1, `${letters}\n`);
}
