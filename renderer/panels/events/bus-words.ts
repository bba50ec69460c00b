import type { EventReceived, EventSent } from '../../../engine/contract/events.ts';
import type { RefusedMessages } from '../../state/events-slice.ts';
import { countOf } from '../../ui/format-count.ts';
import { formatDate } from '../../ui/format-date.ts';
import { actorName } from '../run-details/actor-name.ts';

/** What became of an event that came. */
export const receivedWords = ({ takenBy }: EventReceived): string =>
  takenBy.length === 0 ? 'Received; no run took it' : `Received; ${countOf(takenBy.length, 'run')} took it`;

/** How an event on its way out stands. */
export function sentWords({ status, attempts, nextAtUs, error }: EventSent, nowUs: number): string {
  switch (status) {
    case 'delivered':
      return attempts > 1 ? `Delivered, at attempt ${String(attempts)}` : 'Delivered';
    case 'dead':
      return `Given up after ${countOf(attempts, 'attempt')}${error === null ? '' : `: ${error.message}`}`;
    case 'pending':
      return attempts === 0
        ? 'On its way'
        : `Tried ${countOf(attempts, 'time')}${error === null ? '' : `: ${error.message}`} Next try ${nextAtUs <= nowUs ? 'now' : formatDate(nextAtUs, { nowUs })}.`;
  }
}

/** Why messages of this kind are not taken, as one says it of them all. */
const REFUSALS: Readonly<Record<RefusedMessages['code'], string>> = {
  too_large: 'Too large',
  too_slow: 'Came too slowly',
  headers_missing: 'Not signed',
  headers_malformed: 'Signed in a way that cannot be read',
  outside_window: 'Signed too long ago, or by a clock that is wrong',
  unknown_product: 'From a product that has no secret here',
  bad_signature: 'The signature is wrong',
  not_json: 'No JSON',
  not_an_event: 'No event, or its payload does not fit',
  wrong_product: 'Signed by another product than it names',
  wrong_org: 'For another organisation',
  other_body: 'The same key came before with another body',
  storage: 'The disk refused it',
};

export const refusedWords = ({ code, product }: RefusedMessages): string =>
  product === null ? REFUSALS[code] : `${REFUSALS[code]}, from ${actorName(`product:${product}`)}`;
