import { describe, expect, it } from 'vitest';
import { OrgId } from '../../../engine/base/ids.ts';
import { busKey } from '../../../engine/bus/bus-key.ts';
import { signatureHeader, signersOf } from '../../../engine/bus/signature.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The published example of Standard Webhooks. */
const PUBLISHED = {
  key: new Uint8Array(Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')),
  content: { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: '1614265330', body: utf8('{"test": 2432232314}') },
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const own = { key: PUBLISHED.key };
const stranger = { key: utf8('another key of thirty-two bytes!') };

describe('a signature', () => {
  it('is the published one for the published message', () => {
    expect(signatureHeader([PUBLISHED.key], PUBLISHED.content)).toBe(PUBLISHED.signature);
    expect(signersOf([stranger, own], PUBLISHED.signature, PUBLISHED.content)).toEqual([own]);
  });

  it('stands once for each key while a key is changed, and any of them will do', () => {
    const header = signatureHeader([stranger.key, PUBLISHED.key], PUBLISHED.content);

    expect(header.split(' ')).toHaveLength(2);
    expect(signersOf([own], header, PUBLISHED.content)).toEqual([own]);
    expect(signersOf([own, stranger], header, PUBLISHED.content)).toEqual([own, stranger]);
  });

  it.each([
    ['another id', { ...PUBLISHED.content, id: 'msg_other' }],
    ['another time', { ...PUBLISHED.content, timestamp: '1614265331' }],
    ['one byte more', { ...PUBLISHED.content, body: utf8('{"test": 2432232314} ') }],
    ['one byte less', { ...PUBLISHED.content, body: utf8('{"test": 2432232314') }],
  ])('is nobody’s for %s', (_name, content) => {
    expect(signersOf([own], PUBLISHED.signature, content)).toEqual([]);
  });

  it.each(['', 'v1,', 'v1', 'v2,' + PUBLISHED.signature.slice(3), PUBLISHED.signature.slice(3), `v1,${'A'.repeat(5000)}`, 'v1,%%%', '\0'])(
    'is not read out of %j',
    header => {
      expect(signersOf([own], header, PUBLISHED.content)).toEqual([]);
    },
  );

  it('is looked for in the first sixteen of a header, not in thousands', () => {
    const others = Array.from({ length: 16 }, () => 'v1,AAAA').join(' ');
    expect(signersOf([own], `${others} ${PUBLISHED.signature}`, PUBLISHED.content)).toEqual([]);
  });
});

describe('the key between a product and an org', () => {
  const [house, neighbour] = [OrgId.parse('house'), OrgId.parse('neighbour')];

  it('is HKDF-SHA256 of the secret, as any other tool computes it', () => {
    // openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt key:s3cret-of-rfp -kdfopt salt:house -kdfopt info:atelier/bus/v1 HKDF
    expect(Buffer.from(busKey('s3cret-of-rfp', house)).toString('hex')).toBe(
      '2fc9f7a2c7854f77d09bd4eb7c20c86a8f7f776940b5f2a6be90afffea51a3df',
    );
  });

  it('is another for another org and for another secret', () => {
    expect(busKey('a', house)).not.toEqual(busKey('a', neighbour));
    expect(busKey('a', house)).not.toEqual(busKey('b', house));
  });
});
