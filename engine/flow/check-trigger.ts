import { cronFault } from './cron-fault.ts';
import type { Flow } from './flow.ts';
import { eventOf, type FlowCatalog } from './flow-catalog.ts';
import type { FlowProblem } from './flow-problem.ts';

/** What starts a run by itself: an event that some product tells of, or a time that comes. */
export function checkTrigger({ trigger }: Flow, catalog: FlowCatalog): FlowProblem[] {
  switch (trigger.on) {
    case 'manual':
      return [];
    case 'event': {
      if (eventOf(catalog, trigger.eventType) !== undefined) return [];
      const message = `The trigger: No registered product tells of “${trigger.eventType}”, so this flow may never start.`;
      return [{ severity: 'warning', code: 'unknown-event-type', field: 'trigger.eventType', message }];
    }
    case 'schedule': {
      const fault = cronFault(trigger.cron);
      const zone = `The trigger: “${trigger.timezone}” is no time zone; write one like Europe/Paris.`;
      return [
        ...(fault === null
          ? []
          : [{ severity: 'error' as const, code: 'bad-schedule', field: 'trigger.cron', message: `The trigger: ${fault}` }]),
        ...(isTimeZone(trigger.timezone)
          ? []
          : [{ severity: 'error' as const, code: 'bad-timezone', field: 'trigger.timezone', message: zone }]),
      ];
    }
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
