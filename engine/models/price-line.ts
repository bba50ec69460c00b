import type { Hash } from '../base/hash.ts';
import type { Json } from '../base/json.ts';
import { valueHash } from '../base/value-ref.ts';
import type { RemoteProvider } from './provider.ts';

/** What tokens cost, in US dollars for a million, with where the figures come from. */
export interface PriceLine {
  readonly provider: RemoteProvider;
  readonly modelId: string;
  readonly input: number;
  readonly output: number;
  /** Null: as other input. */
  readonly cacheRead: number | null;
  /** E.g. `above 200,000 tokens of input: 6 and 22.5`; null where one price holds for every length. */
  readonly more: string | null;
  readonly source: string;
  /** `2026-09-23` */
  readonly date: string;
  readonly by: 'you' | 'table';
}

/** A line is what its hash is over: figures, source and date. */
export const lineHash = (line: PriceLine): Hash => valueHash({ ...line } satisfies Record<string, Json>);
