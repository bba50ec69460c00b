import { hkdfSync } from 'node:crypto';
import type { OrgId } from '../base/ids.ts';

const INFO = 'atelier/bus/v1';
const KEY_BYTES = 32;

/**
 * The key with which a product and one org sign to each other: HKDF-SHA256 (RFC 5869) of the product's secret as UTF-8, salted with the org's id.
 * So one secret of a product serves every org, and what was signed for one org is worth nothing in another.
 */
export const busKey = (secret: string, orgId: OrgId): Uint8Array => new Uint8Array(hkdfSync('sha256', secret, orgId, INFO, KEY_BYTES));
