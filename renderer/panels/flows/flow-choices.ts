import type { FlowHead } from '../../../engine/contract/flows.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Flows to choose from: those in use, and an archived one only when it is what was chosen already. */
export const flowChoices = (flows: readonly FlowHead[], chosen: string | null): Choice[] =>
  flows
    .filter(({ flowId, archivedAtUs }) => archivedAtUs === null || flowId === chosen)
    .map(({ flowId, name, archivedAtUs }) => ({ value: flowId, label: archivedAtUs === null ? name : `${name} (archived)` }));

/** Flows whose past is looked for: those that are archived have one too, and stand at the end. */
export function pastFlowChoices(flows: readonly FlowHead[]): (Choice | { readonly group: string; readonly items: Choice[] })[] {
  const archived = flows.filter(({ archivedAtUs }) => archivedAtUs !== null).map(({ flowId, name }) => ({ value: flowId, label: name }));
  return [...flowChoices(flows, null), ...(archived.length === 0 ? [] : [{ group: 'Archived', items: archived }])];
}
