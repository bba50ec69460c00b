import { z } from 'zod';

// The JSON mapping of opentelemetry/proto/{collector/trace,trace,common,resource}/v1 (https://github.com/open-telemetry/opentelemetry-proto, 1.x):
// field names in lowerCamelCase, 64-bit numbers as decimal text, enums as numbers, and, as OTLP asks, trace and span ids in hex. Strict: an unknown
// field is one that a collector would drop.

const traceId = z.string().regex(/^(?!0{32})[0-9a-f]{32}$/);
const spanId = z.string().regex(/^(?!0{16})[0-9a-f]{16}$/);
const fixed64 = z.string().regex(/^\d{1,20}$/);
const int64 = z.string().regex(/^-?\d{1,19}$/);

const scalar = [
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ intValue: int64 }),
  z.strictObject({ doubleValue: z.number() }),
] as const;
const AnyValue = z.union([...scalar, z.strictObject({ arrayValue: z.strictObject({ values: z.array(z.union(scalar)) }) })]);
const attributes = z
  .array(z.strictObject({ key: z.string().min(1), value: AnyValue }))
  .refine(list => new Set(list.map(({ key }) => key)).size === list.length, 'keys stand once');

const Span = z.strictObject({
  traceId,
  spanId,
  parentSpanId: spanId.optional(),
  name: z.string().min(1),
  kind: z.int().min(0).max(5),
  startTimeUnixNano: fixed64,
  endTimeUnixNano: fixed64,
  attributes,
  events: z.array(z.strictObject({ timeUnixNano: fixed64, name: z.string(), attributes })),
  links: z.array(z.strictObject({ traceId, spanId, attributes })),
  status: z.strictObject({ code: z.int().min(0).max(2).optional(), message: z.string().optional() }),
});

export const ExportTraceServiceRequest = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes }),
      scopeSpans: z.array(
        z.strictObject({ scope: z.strictObject({ name: z.string(), version: z.string().optional() }), spans: z.array(Span) }),
      ),
    }),
  ),
});
export type OtlpSpan = z.infer<typeof Span>;

/** Attributes of the semantic conventions for generative AI, and what `gen_ai.operation.name` may say (open-telemetry/semantic-conventions-genai). */
export const GEN_AI_ATTRIBUTES: ReadonlySet<string> = new Set(
  [
    ...['operation.name', 'provider.name', 'conversation.id', 'workflow.name', 'agent.id', 'agent.name', 'tool.name'],
    ...[
      'request.model',
      'request.temperature',
      'request.top_p',
      'request.max_tokens',
      'request.seed',
      'response.model',
      'response.finish_reasons',
    ],
    ...['usage.input_tokens', 'usage.output_tokens', 'usage.cache_read.input_tokens', 'usage.reasoning.output_tokens'],
  ].map(name => `gen_ai.${name}`),
);
export const GEN_AI_OPERATIONS: ReadonlySet<string> = new Set(['chat', 'invoke_agent', 'invoke_workflow', 'execute_tool']);
