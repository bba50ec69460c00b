import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { MAY_IMPORT } from './may-import.ts';

const ROOT = join(import.meta.dirname, '..');

/** Packages that live in one part only. */
const HOME_OF: Record<string, readonly string[]> = {
  'better-sqlite3': ['stores'],
  electron: ['electron'],
  react: ['renderer'],
  'react-dom': ['renderer'],
  '@xyflow/react': ['renderer'],
  elkjs: ['renderer'],
  zustand: ['renderer'],
  'monaco-editor': ['renderer'],
  '@mantine/core': ['renderer'],
  '@marcbachmann/cel-js': ['expression'],
  croner: ['flow'],
  commander: ['cli'],
  pg: ['recipes', 'stores'],
  unpdf: ['recipes'],
  mammoth: ['recipes'],
  ws: ['host', 'electron'],
};

/** Floors 1 and 2: no Node, no DOM, no timers, no clock, no chance. A tsconfig without globals holds the rest. */
const PURE = new Set([
  'base',
  'expression',
  'steps',
  'flow',
  'packet',
  'trace',
  'ledger',
  'cache',
  'compare',
  'exports',
  'verify',
  'test-set',
]);
const KNOWS_NODE = 'engine/base/sha256-node.ts';

interface Import {
  readonly file: string;
  readonly part: string;
  readonly target: string;
  /** Vanishes when the program runs. */
  readonly typeOnly: boolean;
}

function partOf(file: string): string {
  const [top, second] = file.split('/');
  if (top !== 'engine') return top ?? file;
  if (second === undefined || second.endsWith('.ts')) return 'workspace';
  if (second !== 'steps') return second;
  return /(?:^|\/)(?:step-definitions?|definition)\.ts$/.test(file) ? 'steps' : 'step-works';
}

const FILES = globSync('{engine,electron,renderer}/**/*.{ts,tsx}', { cwd: ROOT }).filter(
  file => !file.endsWith('.d.ts') && !file.includes('node_modules'),
);

const IMPORTS: readonly Import[] = FILES.flatMap(file => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module;
  const statics = staticImports.map(({ moduleRequest, entries }) => ({
    target: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const passedOn = staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) => (moduleRequest === null ? [] : [{ target: moduleRequest.value, typeOnly: isType }])),
  );
  const loaded = dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const target = /^['"](.*)['"]$/.exec(text.slice(start, end))?.[1];
    return target === undefined ? [] : [{ target, typeOnly: false }];
  });
  return [...statics, ...passedOn, ...loaded].map(({ target, typeOnly }) => ({
    file,
    part: partOf(file),
    target: target.startsWith('.') ? normalize(join(dirname(file), target)) : target,
    typeOnly,
  }));
});

const inTree = ({ target }: Import): boolean => /^(?:engine|electron|renderer)\//.test(target);

describe('the house', () => {
  it('has no part that the table does not know', () => {
    expect([...new Set(FILES.map(partOf))].filter(part => !(part in MAY_IMPORT))).toEqual([]);
  });

  it('imports downwards only', () => {
    const upward = IMPORTS.filter(inTree)
      .filter(({ part, target }) => partOf(target) !== part && MAY_IMPORT[part]?.includes(partOf(target)) !== true)
      .map(({ file, target }) => `${file} may not import ${target}: see test/may-import.ts`);
    expect(upward).toEqual([]);
  });

  it('keeps each heavy package in its one room', () => {
    const strays = IMPORTS.filter(({ part, target }) => {
      const owner = Object.keys(HOME_OF).find(name => target === name || target.startsWith(`${name}/`));
      return owner !== undefined && HOME_OF[owner]?.includes(part) !== true;
    }).map(({ file, target }) => `${file} may not import ${target}: see HOME_OF`);
    expect(strays).toEqual([]);
  });

  it('lets the pure floors know nothing of Node', () => {
    const impure = IMPORTS.filter(({ part, file, target }) => PURE.has(part) && file !== KNOWS_NODE && target.startsWith('node:')).map(
      ({ file, target }) => `${file} imports ${target}`,
    );
    expect(impure).toEqual([]);
  });

  it('lets the pure floors read no clock and throw no dice', () => {
    const restless = FILES.filter(file => PURE.has(partOf(file))).filter(file =>
      /\b(?:Date\.now|Math\.random|new Date\(\)|performance\.now)\b/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(restless).toEqual([]);
  });

  it('has no circle of files when it runs', () => {
    const targets = new Map<string, string[]>();
    for (const { file, target } of IMPORTS.filter(inTree).filter(({ typeOnly }) => !typeOnly))
      targets.set(file, [...(targets.get(file) ?? []), target]);
    expect(circleIn(targets)).toBeNull();
  });

  it('has no file that says nothing by its name, and none that is two thoughts long', () => {
    expect(FILES.filter(file => /(?:^|\/)(?:utils?|helpers?|common|misc|types|manager|service|index)\.tsx?$/.test(file))).toEqual([]);
    expect(FILES.filter(file => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 301)).toEqual([]);
  });
});

/** The first circle found, as a path; null when there is none. */
function circleIn(targets: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): readonly string[] | null => {
    const seenAt = path.indexOf(file);
    if (seenAt >= 0) return [...path.slice(seenAt), file];
    if (done.has(file)) return null;
    path.push(file);
    for (const target of targets.get(file) ?? []) {
      const circle = visit(target);
      if (circle !== null) return circle;
    }
    path.pop();
    done.add(file);
    return null;
  };
  for (const file of targets.keys()) {
    const circle = visit(file);
    if (circle !== null) return circle;
  }
  return null;
}
