// Expressions: evaluations a second beside the bare library whose grammar we use (@marcbachmann/cel-js, which has no budget of work), and
// what the worst hostile expressions cost. Times are of this processor's work, in a process that has run each of them before.
import { Environment } from '@marcbachmann/cel-js';
import { evaluate, parseExpression } from '../../engine/expression/expression.ts';

const PACKET = {
  list: Array.from({ length: 2000 }, (_, index) => index),
  text: 'a'.repeat(100_000),
  program: { week: 6, name: 'Ana' },
  letters: 'a'.repeat(27) + '!',
};

const ORDINARY = [
  'packet.program.week >= 4',
  'packet.program.week >= 4 && packet.program.name.startsWith("A") && size(packet.list) > 10 && packet.list[3] == 3',
];

const HOSTILE = [
  'packet.list.all(a, packet.list.all(b, packet.list.all(c, a + b + c >= 0)))',
  'packet.list.map(a, packet.text + packet.text).size() > 0',
  'packet.letters.matches("(a+)+$")',
  'packet.list.all(a, packet.text.matches("(a|aa|b?)*c|(a+)+$"))',
  'packet.list.all(a, packet.list == packet.list)',
  'packet.list.map(x, packet.list).map(y, packet.list + packet.list).size() > 0',
  'packet.list.all(x, packet.text.contains("aaaaaaaaaaaaaaaaab"))',
  'packet.list.all(x, string(packet.text + string(x)) != "")',
  'packet.list.map(x, packet.text.split("a")).size() > 0',
];

const TARGET_MS = 50;

for (const text of ORDINARY) {
  const expression = parseExpression(text);
  if (!expression.ok) throw new Error(expression.error.message);
  const bare = new Environment({ unlistedVariablesAreDyn: true }).parse(text.replaceAll(/\b(\d+)\b/g, '$1.0').replace('[3.0]', '[3]'));
  const ours = perSecond(() => evaluate(expression.value, { packet: PACKET }));
  const floor = perSecond(() => bare({ packet: PACKET }));
  console.log(
    `evaluate ${text.slice(0, 40)}…: floor ${thousands(floor)}, ours ${thousands(ours)} a second, ratio ${(ours / floor).toFixed(2)}`,
  );
}

let worstMs = 0;
for (const text of HOSTILE) {
  const expression = parseExpression(text);
  if (!expression.ok) throw new Error(expression.error.message);
  const times = Array.from({ length: 7 }, () => workMs(() => evaluate(expression.value, { packet: PACKET })));
  worstMs = Math.max(worstMs, median(times));
}
console.log(
  `worst of ${String(HOSTILE.length)} hostile expressions: ${worstMs.toFixed(1)} ms (target ≤ ${String(TARGET_MS)} ms: ${worstMs <= TARGET_MS ? 'reached' : 'not reached'})`,
);

function workMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1000;
}

function perSecond(work: () => unknown): number {
  for (let warm = 0; warm < 2000; warm++) work();
  const rates = Array.from({ length: 5 }, () => 20_000 / (workMs(() => Array.from({ length: 20_000 }, work)) / 1000));
  return median(rates);
}

function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

function thousands(rate: number): string {
  return `${Math.round(rate / 1000).toLocaleString('en')},000`;
}
