/**
 * What the scenes show: each transition of a run's life (R1 … R16, as the runner's files name them), each class of error, each effect of a
 * lost attempt, each way out of a step. A scene that goes, goes from here too, and a line without one fails.
 */
export const SHOWN_BY: Readonly<Record<string, readonly string[]>> = {
  'R1, a run is created once for its key': ['same-key-starts-one-run', 'same-key-with-other-evidence-is-refused'],
  'R2, a pending run begins': ['pending-run-begins-after-a-crash', 'same-key-starts-one-run'],
  'R3, a step ends and the next begins': ['rejected-draft-goes-round', 'gate-passes-to-a-person'],
  'R4, a run parks on a person or an event': ['gate-passes-to-a-person', 'event-arrives-after-the-wait'],
  'R4, an event that was there before the wait is taken at once': ['event-arrives-before-the-wait'],
  'R5, a person answers': [
    'rejected-draft-goes-round',
    'answer-must-fit-its-form',
    'only-who-is-asked-may-answer',
    'task-goes-to-somebody-else',
  ],
  'R5, an event matches, and once': ['event-arrives-after-the-wait', 'same-event-twice-counts-once'],
  'R6, time is up': [
    'deadline-passes-without-a-route',
    'event-wait-times-out',
    'deadline-stands-after-a-restart',
    'deadline-that-passed-while-closed-counts-at-once',
  ],
  'R7, an attempt is made again': ['passing-trouble-is-tried-again', 'backoff-outlives-a-restart'],
  'R8, a step fails for good': ['attempts-are-used-up', 'refused-key-is-not-tried-again', 'gate-expression-fails'],
  'R9, a gate halts': ['gate-halts'],
  'R10, the last step is over': ['gate-passes-to-a-person', 'passing-trouble-is-tried-again'],
  'R11, a run is taken up after its owner died': [
    'crash-in-a-pure-step-repeats-it',
    'pending-run-begins-after-a-crash',
    'backoff-outlives-a-restart',
  ],
  'R12, a run that brings the engine down is given up': [
    'five-crashes-in-a-row-end-a-run',
    'crashes-apart-are-forgiven',
    'restarts-while-asleep-are-no-crashes',
  ],
  'R13, an operator stops a run': [
    'operator-cancels-a-pending-run',
    'operator-cancels-while-waiting',
    'operator-cancels-a-working-step',
    'operator-cancels-in-a-backoff',
    'operator-cancels-an-action-whose-outcome-stays-unknown',
  ],
  'R16, what has ended takes nothing more': ['ended-run-takes-nothing-more', 'answer-that-comes-too-late-is-refused'],

  'the effect pure: repeated': ['crash-in-a-pure-step-repeats-it'],
  'the effect idempotent: repeated under its key': ['crash-in-a-repeatable-action-repeats-it-with-its-key'],
  'the effect llm: a stored answer is not paid twice': ['crash-after-a-paid-answer-pays-once', 'crash-before-a-paid-answer-asks-again'],
  'the effect once: a person says what happened': [
    'crash-in-an-action-of-once-asks-and-is-told-it-happened',
    'crash-in-an-action-of-once-asks-and-is-told-it-did-not',
    'crash-in-an-action-of-once-is-given-up',
    'unknown-outcome-asks-without-a-crash',
    'fault-in-an-action-of-once-asks-too',
    'question-what-happened-goes-to-somebody-else-and-outlives-a-restart',
  ],

  'the error transient': ['passing-trouble-is-tried-again'],
  'the error rate_limited': ['rate-limit-is-waited-out'],
  'the error timeout': ['step-that-takes-too-long-is-stopped-and-tried-again', 'attempts-are-used-up'],
  'the error invalid_output': ['answer-of-a-wrong-shape-is-asked-for-twice'],
  'the error validation': ['payload-that-does-not-fit-fails-at-once'],
  'the error auth': ['refused-key-is-not-tried-again'],
  'the error not_found': ['error-takes-its-route'],
  'the error policy': ['refusal-by-policy-fails-at-once'],
  'the error expression_error': ['gate-expression-fails'],
  'the error budget_exceeded': ['spent-budget-fails-at-once'],
  'the error cancelled': ['product-that-cancels-fails-at-once'],
  'the error outcome_unknown': ['unknown-outcome-asks-without-a-crash', 'crash-in-an-action-of-once-is-given-up'],
  'the error engine_fault': ['fault-of-ours-is-repeated-once', 'fault-of-ours-twice-takes-the-error-route'],

  'the route onError': ['error-takes-its-route', 'fault-of-ours-twice-takes-the-error-route', 'crash-in-an-action-of-once-is-given-up'],
  'the route onFail, back to an earlier step': ['rejected-draft-goes-round'],
  'the route onTimeout': ['event-wait-times-out-with-a-route'],
  'the route onDeadline': ['deadline-passes-with-a-route'],
};
