import type { Catalog } from '../../engine/contract/catalog.ts';
import { STEP_KINDS, type StepKind } from '../../engine/steps/step-definition.ts';
import { STEP_DEFINITIONS } from '../../engine/steps/step-definitions.ts';

/** Something the palette can put on the canvas: a kind, or a kind with its skill, action or event type chosen. */
export interface PaletteChoice {
  readonly key: string;
  readonly kind: StepKind;
  readonly title: string;
  /** One sentence, or the name for machines. */
  readonly hint: string;
  /** 1 to 5 for the plain kinds. */
  readonly digit: number | null;
  /** What the step is called; null leaves it to its kind. */
  readonly stepTitle: string | null;
  readonly config: Readonly<Record<string, unknown>>;
}

/** The kinds, each followed by what the catalog holds of it, as far as every word of `typed` stands in it. */
export function paletteChoices(catalog: Catalog | null, typed: string): readonly PaletteChoice[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
  const fits = (choice: PaletteChoice) => {
    const text = `${choice.title} ${choice.hint} ${choice.kind} ${STEP_DEFINITIONS[choice.kind].title}`.toLowerCase();
    return words.every(word => text.includes(word));
  };
  const plain = STEP_KINDS.map((kind, index) => plainKind(kind, index + 1));
  const named = STEP_KINDS.flatMap(kind => (catalog === null ? [] : ofCatalog(kind, catalog)));
  // What is named exactly is what was looked for; the plain kinds come first only while nothing is typed.
  return words.length === 0 ? [...plain, ...named] : [...plain, ...named].filter(fits);
}

/** The choice that a digit stands for; null for every other key. */
export const choiceOfDigit = (key: string): PaletteChoice | null => {
  const kind = /^[1-5]$/.test(key) ? STEP_KINDS[Number(key) - 1] : undefined;
  return kind === undefined ? null : plainKind(kind, Number(key));
};

export const plainChoice = (kind: StepKind): PaletteChoice => plainKind(kind, STEP_KINDS.indexOf(kind) + 1);

function plainKind(kind: StepKind, digit: number): PaletteChoice {
  const { title, purpose, blank } = STEP_DEFINITIONS[kind];
  return { key: kind, kind, title, hint: purpose, digit, stepTitle: null, config: { ...blank } };
}

function ofCatalog(kind: StepKind, catalog: Catalog): PaletteChoice[] {
  const named = (key: string, title: string, hint: string, config: Record<string, unknown>): PaletteChoice => ({
    key: `${kind} ${key}`,
    kind,
    title,
    hint,
    digit: null,
    stepTitle: title,
    config: { ...STEP_DEFINITIONS[kind].blank, ...config },
  });
  switch (kind) {
    case 'sage_skill':
      return catalog.skills.map(skill => named(skill.name, skill.title, skill.name, { skill: skill.name }));
    case 'product_action':
      return catalog.products.flatMap(product =>
        Object.entries(product.actions).map(([action, { title }]) =>
          named(`${product.product}.${action}`, title, `${product.product}.${action}`, { product: product.product, action }),
        ),
      );
    case 'event_wait':
      return catalog.products.flatMap(product =>
        Object.entries(product.events).map(([eventType, { title }]) => named(eventType, title, eventType, { eventType })),
      );
    case 'human_task':
      return [...catalog.roles, ...catalog.users].map(assignee => named(assignee, `Ask ${assignee}`, 'Human task', { assignee }));
    case 'gate':
      return [];
  }
}
