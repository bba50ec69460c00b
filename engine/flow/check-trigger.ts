import { cronFault } from './cron-fault.ts';
import type { Flow } from './flow.ts';
import { eventOf, type FlowCatalog } from './flow-catalog.ts';
import type { FlowProblem } from './flow-problem.ts';
import { nextInstantUs } from './next-instant.ts';

/** What starts a run by itself, an event that some product tells of or a time that comes, and the evidence that such a run gets. */
export function checkTrigger({ trigger, packet: { slices } }: Flow, catalog: FlowCatalog): FlowProblem[] {
  const contract = Object.entries(slices);
  const required = contract.filter(([, slice]) => slice.required).map(([name]) => name);
  switch (trigger.on) {
    case 'manual':
      return [];
    case 'event': {
      const filled = Object.keys(trigger.packet ?? {});
      const unknown = filled.filter(name => !contract.some(([declared]) => declared === name));
      const missing = required.filter(name => name !== 'event' && !filled.includes(name));
      return [
        ...(eventOf(catalog, trigger.eventType) === undefined
          ? [
              warning(
                'unknown-event-type',
                'eventType',
                `No registered product tells of “${trigger.eventType}”, so this flow may never start.`,
              ),
            ]
          : []),
        ...unknown.map(name =>
          error('unknown-slice', `packet.${name}`, `The flow asks for no slice “${name}”. Declare it, or leave it out.`),
        ),
        ...missing.map(name =>
          warning(
            'unfilled-slice',
            'packet',
            `The event fills no slice “${name}”, so it starts no run. Say what fills it, e.g. {{ payload.${name} }}, or make it optional.`,
          ),
        ),
      ];
    }
    case 'schedule': {
      const fault = cronFault(trigger.cron);
      const isZone = isTimeZone(trigger.timezone);
      const missing = trigger.packet === undefined ? required.filter(name => name !== 'schedule') : [];
      return [
        ...(fault === null ? [] : [error('bad-schedule', 'cron', fault)]),
        ...(isZone ? [] : [error('bad-timezone', 'timezone', `“${trigger.timezone}” is no time zone; write one like Europe/Paris.`)]),
        ...(fault === null && isZone && nextInstantUs(trigger, 0) === null
          ? [error('bad-schedule', 'cron', `“${trigger.cron}” is a time that never comes.`)]
          : []),
        ...missing.map(name =>
          warning(
            'unfilled-slice',
            'packet',
            `Nothing fills the slice “${name}”, so the clock starts no run. Name a packet of the workspace, or make the slice optional.`,
          ),
        ),
      ];
    }
  }
}

const error = (code: string, field: string, message: string): FlowProblem => problem('error', code, field, message);
const warning = (code: string, field: string, message: string): FlowProblem => problem('warning', code, field, message);

const problem = (severity: FlowProblem['severity'], code: string, field: string, message: string): FlowProblem => ({
  severity,
  code,
  field: `trigger.${field}`,
  message: `The trigger: ${message}`,
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
