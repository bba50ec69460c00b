import type { StepError } from '../base/step-error.ts';
import { outcomeUnknown, unusableAnswer, type Asked } from './outcome-unknown.ts';
import type { Exchange } from './send-request.ts';

/** What an exchange means that brought no answer. */
export function exchangeError(asked: Asked, exchange: Exclude<Exchange, { kind: 'answered' }>, timeoutMs: number): StepError {
  const { title, action, effect, origin } = asked;
  const limit = `${(timeoutMs / 1000).toLocaleString('en')} seconds`;
  switch (exchange.kind) {
    case 'stopped':
      if (exchange.maySent && effect === 'once') return outcomeUnknown(asked, 'The run was stopped before its answer.');
      return { class: 'cancelled', code: 'cancelled', message: `The run was stopped while ${title} was asked for “${action}”.` };
    case 'too-large':
      return unusableAnswer(asked, 'answer_too_large', 'Its answer is larger than 5 MiB. Have it answer with less.');
    case 'timed-out':
      if (exchange.maySent && effect === 'once') return outcomeUnknown(asked, `It gave no answer within ${limit}.`);
      return {
        class: 'timeout',
        code: 'no_answer',
        message: `${title} gave no answer to “${action}” within ${limit}. Look whether it runs at ${origin}, or raise the step’s time limit.`,
      };
    case 'lost':
      return lostError(asked, exchange);
  }
}

function lostError(asked: Asked, { code, maySent }: Extract<Exchange, { kind: 'lost' }>): StepError {
  const { title, action, effect, origin } = asked;
  if (code.startsWith('HPE_'))
    return unusableAnswer(asked, 'not_http', `What came from ${origin} is not HTTP. Check the address in workspace.json.`);
  if (CERTIFICATE_CODES.test(code))
    return {
      class: 'policy',
      code: 'untrusted',
      message: `The certificate of ${origin} is not trusted (${code}), so ${title} was not asked for “${action}”. Have it renewed, or correct the address.`,
    };
  if (maySent && effect === 'once') return outcomeUnknown(asked, `The connection broke before its answer (${code}).`);
  const what = maySent ? 'the connection broke before its answer' : (REASONS[code] ?? 'no connection came about');
  return {
    class: 'transient',
    code: maySent ? 'connection_lost' : 'not_reached',
    message: `${title} could not be asked for “${action}” at ${origin}: ${what} (${code}). Look whether it runs and the network is up.`,
  };
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'nobody knows that name',
  EAI_AGAIN: 'names cannot be looked up now',
  ECONNRESET: 'the connection was closed at once',
  ENETUNREACH: 'there is no way to that network',
  EHOSTUNREACH: 'there is no way to that computer',
};

/** Words of OpenSSL and of Node for a certificate that does not prove who answers. */
const CERTIFICATE_CODES = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ALTNAME/;
