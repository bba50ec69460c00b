import { ModelChoice, type ClassView } from '../../../engine/contract/models.ts';

/** The form of a class's model as it is typed: all texts, so that half a number stays on the screen. */
export interface ChoiceForm {
  readonly provider: ModelChoice['provider'];
  readonly modelId: string;
  readonly baseUrl: string;
  readonly keyName: string;
  readonly maxOutputTokens: string;
  readonly temperature: string;
  readonly timeoutS: string;
  readonly structured: 'schema' | 'prompt';
  readonly stream: boolean;
}

const START: ChoiceForm = {
  provider: 'local-extractive',
  ...{
    modelId: '',
    baseUrl: '',
    keyName: '',
    maxOutputTokens: '8192',
    temperature: '0',
    timeoutS: '120',
    structured: 'schema',
    stream: false,
  },
};

export function formOf({ choice, by }: Pick<ClassView, 'choice' | 'by'>): ChoiceForm {
  if (choice.provider === 'local-extractive' || by !== 'settings') return START;
  const { provider, modelId, baseUrl = '', key = '', maxOutputTokens, temperature, timeoutMs, structured, stream } = choice;
  return {
    ...{ provider, modelId, baseUrl, keyName: key, structured, stream },
    maxOutputTokens: maxOutputTokens === null ? '' : String(maxOutputTokens),
    temperature: temperature === null ? '' : String(temperature),
    timeoutS: String(timeoutMs / 1000),
  };
}

/** What is wrong with a form: by field, as sentences. */
export type FormFaults = Partial<Record<keyof ChoiceForm, string>>;

/** The choice that a form makes, or what has to be put right first. An empty number means: leave it to the provider. */
export function choiceOf(form: ChoiceForm): { readonly choice: ModelChoice } | { readonly faults: FormFaults } {
  if (form.provider === 'local-extractive') return { choice: { provider: 'local-extractive' } };
  if (form.modelId.trim() === '') return { faults: { modelId: 'Name the model, as its provider does.' } };
  const read = ModelChoice.safeParse({
    ...{ provider: form.provider, modelId: form.modelId.trim(), structured: form.structured, stream: form.stream },
    ...(form.baseUrl.trim() !== '' && { baseUrl: form.baseUrl.trim() }),
    ...(form.keyName.trim() !== '' && { key: form.keyName.trim() }),
    ...{ maxOutputTokens: numberOf(form.maxOutputTokens), temperature: numberOf(form.temperature) },
    timeoutMs: (numberOf(form.timeoutS) ?? 120) * 1000,
  });
  if (read.success) return { choice: read.data };
  const faults: Record<string, string> = {};
  for (const { path, message } of read.error.issues) {
    const field = FIELD_OF[String(path[0])] ?? 'modelId';
    faults[field] ??= NUMBER_WORDS[field] ?? message;
  }
  return { faults };
}

const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text.trim().replace(',', '.')));

const FIELD_OF: Readonly<Record<string, keyof ChoiceForm>> = {
  ...{
    modelId: 'modelId',
    baseUrl: 'baseUrl',
    key: 'keyName',
    maxOutputTokens: 'maxOutputTokens',
    temperature: 'temperature',
    timeoutMs: 'timeoutS',
  },
};

/** In place of what a schema says of a number. */
const NUMBER_WORDS: Readonly<Partial<Record<string, string>>> = {
  maxOutputTokens: 'A whole number from 1 to 1,000,000, or nothing.',
  temperature: 'A number from 0 to 2, or nothing.',
  timeoutS: 'A number of seconds from 1 to 3,600.',
};
