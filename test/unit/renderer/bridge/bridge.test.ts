import { describe, expect, it } from 'vitest';
import { follow, persistently } from '../../../../renderer/bridge/follow.ts';
import { launchToken } from '../../../../renderer/bridge/launch-token.ts';
import { wireBoard } from '../../../../renderer/bridge/wire-board.ts';

const TOKEN = 'a'.repeat(43);

function aPlace(hash: string) {
  const kept = new Map<string, string>();
  const shown: string[] = [];
  return {
    location: { hash, pathname: '/', search: '' },
    history: { replaceState: (_data: unknown, _unused: string, url: string) => void shown.push(url) },
    sessionStorage: { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => void kept.set(key, text) },
    shown,
  };
}

describe('The token of this launch', () => {
  it('is taken from the address once, and leaves it at once', () => {
    const place = aPlace(`#token=${TOKEN}`);

    expect(launchToken(place)).toBe(TOKEN);
    expect(place.shown).toEqual(['/']);
    expect(launchToken({ ...place, location: { ...place.location, hash: '' } })).toBe(TOKEN);
  });

  it('is no token when the address holds none, or something else', () => {
    expect(launchToken(aPlace(''))).toBeNull();
    expect(launchToken(aPlace('#token=a b'))).toBeNull();
  });
});

describe('A call that must be answered', () => {
  it('is made again when the wire comes back, and rejects with what the host refuses', async () => {
    const wire = wireBoard();
    wire.tell('open');
    let calls = 0;
    const call = () => {
      calls += 1;
      if (calls > 1) return Promise.resolve('here');
      wire.tell('lost');
      setTimeout(() => wire.tell('open'), 5);
      return Promise.reject(new Error('The wire is cut.'));
    };

    expect(await persistently(call, wire)).toBe('here');
    await expect(persistently(() => Promise.reject(new Error('No.')), wire)).rejects.toThrow('No.');
  });
});

describe('A followed stream', () => {
  it('is opened again, from its beginning, when the wire comes back', async () => {
    const wire = wireBoard();
    wire.tell('open');
    const heard: number[] = [];
    let opened = 0;
    async function* stream() {
      opened += 1;
      yield await Promise.resolve(opened * 10);
      if (opened > 1) return;
      wire.tell('lost');
      setTimeout(() => wire.tell('open'), 5);
      throw new Error('The wire is cut.');
    }

    await follow(
      () => Promise.resolve(stream()),
      part => heard.push(part),
      wire,
      new AbortController().signal,
    );

    expect(heard).toEqual([10, 20]);
  });

  it('ends with what the host refuses while the wire stands', async () => {
    const wire = wireBoard();
    wire.tell('open');

    await expect(
      follow(
        () => Promise.reject(new Error('No such run.')),
        () => undefined,
        wire,
        new AbortController().signal,
      ),
    ).rejects.toThrow('No such run.');
  });

  it('hears nothing after it was called off', async () => {
    const wire = wireBoard();
    wire.tell('open');
    const stop = new AbortController();
    const heard: number[] = [];
    async function* stream() {
      yield await Promise.resolve(1);
      stop.abort();
      yield 2;
    }

    await follow(
      () => Promise.resolve(stream()),
      part => heard.push(part),
      wire,
      stop.signal,
    );

    expect(heard).toEqual([1]);
  });
});
