import { describe, expect, it } from 'vitest';
import { OrgId } from '../../../engine/base/ids.ts';
import type { Json } from '../../../engine/base/json.ts';
import { busKey } from '../../../engine/bus/bus-key.ts';
import { signatureHeader } from '../../../engine/bus/signature.ts';
import { verifyMessage, WINDOW_SECONDS, type BusMessage, type BusReceiver } from '../../../engine/bus/verify-message.ts';

const HOUSE = OrgId.parse('house');
const NOW_SECONDS = 1_800_000_000;
const keys = ['rfp', 'catalyst'].map(product => ({ product, key: busKey(`secret of ${product}`, HOUSE) }));
const receiver: BusReceiver = {
  orgId: HOUSE,
  keys,
  nowUs: NOW_SECONDS * 1_000_000,
  payloadSchema: (_product, type) => (type === 'rfp.proposal.opened' ? { type: 'object', required: ['proposal_id'] } : null),
};

const envelope: { readonly [name: string]: Json } = {
  v: 1,
  event_id: 'evt_1',
  product: 'rfp',
  event_type: 'rfp.proposal.opened',
  org_id: 'house',
  idempotency_key: 'opened-1',
  occurred_at: '2027-01-15T08:00:00Z',
  payload: { proposal_id: 'prp_552' },
};

interface Sending {
  readonly body?: string | Uint8Array;
  readonly product?: string;
  readonly atSeconds?: number;
  readonly contentType?: string;
}

/** A message as a product would sign it. */
function signed({ body = JSON.stringify(envelope), product = 'rfp', atSeconds = NOW_SECONDS, contentType }: Sending = {}): BusMessage {
  const content = { id: 'msg_1', timestamp: String(atSeconds), body: typeof body === 'string' ? new TextEncoder().encode(body) : body };
  const key = keys.find(each => each.product === product)?.key ?? busKey('a secret nobody knows', HOUSE);
  return { ...content, signature: signatureHeader([key], content), contentType };
}

const codeOf = (message: BusMessage, judge = receiver): string => {
  const verified = verifyMessage(message, judge);
  return verified.ok ? 'taken' : verified.error.code;
};

describe('a message from outside', () => {
  it('is taken when a known product signed it for this org', () => {
    expect(verifyMessage(signed(), receiver)).toEqual({ ok: true, value: envelope });
  });

  it('is taken within five minutes either way, and not beyond', () => {
    for (const off of [-WINDOW_SECONDS, 0, WINDOW_SECONDS]) expect(codeOf(signed({ atSeconds: NOW_SECONDS + off }))).toBe('taken');
    for (const off of [-WINDOW_SECONDS - 1, WINDOW_SECONDS + 1])
      expect(codeOf(signed({ atSeconds: NOW_SECONDS + off }))).toBe('outside_window');
  });

  it.each<[string, BusMessage, string]>([
    ['too large by a byte', signed({ body: ' '.repeat(256 * 1024 + 1) }), 'too_large'],
    ['without an id', { ...signed(), id: undefined }, 'headers_missing'],
    ['without a time', { ...signed(), timestamp: undefined }, 'headers_missing'],
    ['without a signature', { ...signed(), signature: undefined }, 'headers_missing'],
    ['with a full stop in its id', { ...signed(), id: 'msg.1' }, 'headers_malformed'],
    ['with a time that is no number', { ...signed(), timestamp: '1e9' }, 'headers_malformed'],
    ['signed with a secret nobody knows', signed({ product: 'stranger' }), 'bad_signature'],
    [
      'changed on the way',
      { ...signed(), body: new TextEncoder().encode(JSON.stringify({ ...envelope, v: 1.0, product: 'catalyst' })) },
      'bad_signature',
    ],
    ['cut off', { ...signed(), body: signed().body.subarray(0, 100) }, 'bad_signature'],
    ['that is not JSON', signed({ body: '{"v":1,' }), 'not_json'],
    ['with a key twice', signed({ body: JSON.stringify(envelope).replace('{', '{"v":1,') }), 'not_json'],
    [
      'with a number that would lose digits',
      signed({ body: JSON.stringify(envelope).replace('"prp_552"', '9007199254740993') }),
      'not_json',
    ],
    ['nested too deep', signed({ body: JSON.stringify(envelope).replace('"prp_552"', '['.repeat(70) + ']'.repeat(70)) }), 'not_json'],
    ['that is not UTF-8', signed({ body: new Uint8Array([0x22, 0xff, 0x22]) }), 'not_json'],
    ['that is no envelope', signed({ body: '[]' }), 'not_an_event'],
    ['with a word too much', signed({ body: JSON.stringify({ ...envelope, more: 1 }) }), 'not_an_event'],
    ['whose payload misses its schema', signed({ body: JSON.stringify({ ...envelope, payload: {} }) }), 'not_an_event'],
    ['that speaks for another product', signed({ product: 'catalyst' }), 'wrong_product'],
    ['for another org', signed({ body: JSON.stringify({ ...envelope, org_id: 'neighbour' }) }), 'wrong_org'],
  ])('%s is refused', (_name, message, code) => {
    expect(codeOf(message)).toBe(code);
  });

  it('is not parsed before its signature holds', () => {
    expect(codeOf({ ...signed({ body: 'garbage' }), signature: 'v1,AAAA' })).toBe('bad_signature');
  });

  it('is refused where no product has a secret', () => {
    expect(codeOf(signed(), { ...receiver, keys: [] })).toBe('unknown_product');
  });

  it('is refused without a word of a stranger’s body, of the signature or of a secret', () => {
    const message = { ...signed({ product: 'stranger', body: 'SENSITIVE' }) };
    const refusal = JSON.stringify(verifyMessage(message, receiver));
    for (const word of ['SENSITIVE', message.signature ?? '', 'secret of']) expect(refusal).not.toContain(word);
  });

  it('may come while a secret is changed from either, and then from the new one only', () => {
    const old = { product: 'rfp', key: busKey('secret of rfp', HOUSE) };
    const fresh = { product: 'rfp', key: busKey('fresh secret', HOUSE) };
    expect(codeOf(signed(), { ...receiver, keys: [fresh, old] })).toBe('taken');
    expect(codeOf(signed(), { ...receiver, keys: [fresh] })).toBe('bad_signature');
  });

  it('may speak for either of two products that share a secret', () => {
    const shared = ['catalyst', 'rfp'].map(product => ({ product, key: busKey('secret of rfp', HOUSE) }));
    expect(codeOf(signed(), { ...receiver, keys: shared })).toBe('taken');
  });
});

describe('a CloudEvent', () => {
  const cloud = {
    specversion: '1.0',
    id: 'A234-1234',
    source: 'rfp',
    type: 'rfp.proposal.opened',
    time: '2027-01-15T08:00:00Z',
    datacontenttype: 'application/json',
    orgid: 'house',
    data: { proposal_id: 'prp_552' },
  };
  const contentType = 'application/cloudevents+json; charset=UTF-8';

  it('is read under its own names', () => {
    expect(verifyMessage(signed({ body: JSON.stringify(cloud), contentType }), receiver)).toEqual({
      ok: true,
      value: {
        v: 1,
        event_id: 'A234-1234',
        product: 'rfp',
        event_type: 'rfp.proposal.opened',
        org_id: 'house',
        idempotency_key: 'A234-1234',
        occurred_at: '2027-01-15T08:00:00Z',
        payload: { proposal_id: 'prp_552' },
      },
    });
  });

  it('brings a key of its own where it has one', () => {
    const verified = verifyMessage(signed({ body: JSON.stringify({ ...cloud, idempotencykey: 'opened-1' }), contentType }), receiver);
    expect(verified.ok && verified.value.idempotency_key).toBe('opened-1');
  });

  it.each([
    ['of another version', { ...cloud, specversion: '0.3' }],
    ['without an org', { ...cloud, orgid: undefined }],
    ['without a time', { ...cloud, time: undefined }],
    ['with data that is no object', { ...cloud, data: 'text' }],
  ])('%s is refused', (_name, document) => {
    expect(codeOf(signed({ body: JSON.stringify(document), contentType }))).toBe('not_an_event');
  });

  it('is only read as one under its content type', () => {
    expect(codeOf(signed({ body: JSON.stringify(cloud), contentType: 'application/json' }))).toBe('not_an_event');
  });
});
