import type { FlowProblem } from './flow-problem.ts';
import type { Flow } from './flow.ts';
import type { FlowCatalog } from './flow-catalog.ts';
import { likeliest } from './likeliest.ts';
import type { QuickFix } from './quick-fix.ts';
import { addSlice } from './read-fixes.ts';

/** What puts right what starts the flow: an event type there is, and slices that are declared and filled. */
export function triggerFixes(flow: Flow, { code, field = '', message }: FlowProblem, catalog: FlowCatalog): readonly QuickFix[] {
  const { trigger } = flow;
  const change = (path: string[], value: string | boolean | undefined, label: string): QuickFix => ({
    label,
    edits: [{ kind: 'change-flow', changes: [{ path, ...(value === undefined ? {} : { value }) }] }],
  });
  switch (code) {
    case 'unknown-event-type': {
      const events = catalog.products.flatMap(product => Object.keys(product.events));
      const name = trigger.on === 'event' ? trigger.eventType : '';
      return likeliest(name, events).map(event => change(['trigger', 'eventType'], event, `start with ${event}`));
    }
    case 'unknown-slice': {
      const name = field.slice('trigger.packet.'.length);
      return [
        { label: `add the slice ${name}`, edits: [addSlice(name)] },
        change(['trigger', 'packet', name], undefined, `leave ${name} out`),
      ];
    }
    case 'unfilled-slice': {
      const name = Object.keys(flow.packet.slices).find(slice => message.includes(`“${slice}”`));
      if (name === undefined) return [];
      return [
        ...(trigger.on === 'event' ? [change(['trigger', 'packet', name], `{{ payload.${name} }}`, `fill ${name} from the event`)] : []),
        change(['packet', 'slices', name, 'required'], false, `make ${name} optional`),
      ];
    }
    default:
      return [];
  }
}
