import { oc } from '@orpc/contract';
import { z } from 'zod';
import { FlowId } from '../base/ids.ts';
import { MAX_MEMORY_CHARS, MemoryId, MemoryVersion } from '../memory/memory.ts';
import { MemoryScope } from '../memory/memory-scope.ts';

/** A version as a screen shows it: `flowId` names the flow of the run that wrote it. */
export const ShownMemory = MemoryVersion.omit({ orgId: true }).extend({ flowId: FlowId.nullable(), flowName: z.string().nullable() });
export type ShownMemory = z.infer<typeof ShownMemory>;

export const MemoryScopeCount = z.object({ scope: MemoryScope, memories: z.int() });
export type MemoryScopeCount = z.infer<typeof MemoryScopeCount>;

const reason = z.string().trim().min(1).max(500);

const refusals = {
  NO_SUCH_MEMORY: { data: z.object({ memoryId: MemoryId }), message: 'This memory is not in the workspace.' },
  NEWER_VERSION: {
    data: z.object({ memoryId: MemoryId }),
    message: 'The memory has a newer version than the one you saw. Look at it, then decide again.',
  },
  RETIRED: { data: z.object({ memoryId: MemoryId }), message: 'This memory is retired already.' },
  SAME_TEXT: { data: z.object({ memoryId: MemoryId }), message: 'This is what the memory says already.' },
};

export const memoryContract = {
  /** Scopes that anything was written in, by name. */
  scopes: oc.output(z.array(MemoryScopeCount)),
  /** The newest version of each memory, last written first; with words in `search`, current ones that hold them, best first. */
  list: oc
    .input(
      z.object({
        scope: MemoryScope.optional(),
        search: z.string().max(500).default(''),
        retired: z.boolean().default(false),
        limit: z.int().min(1).max(1000).default(200),
      }),
    )
    .output(z.array(ShownMemory)),
  /** All versions, oldest first; empty for a memory that never was. */
  history: oc.input(z.object({ memoryId: MemoryId })).output(z.array(ShownMemory)),
  /** Adds a version with another text; of a retired memory too, which is read again then. */
  correct: oc
    .input(z.object({ memoryId: MemoryId, version: z.int().positive(), text: z.string().trim().min(1).max(MAX_MEMORY_CHARS), reason }))
    .output(ShownMemory)
    .errors(refusals),
  /** Adds a version that no step reads. */
  retire: oc
    .input(z.object({ memoryId: MemoryId, version: z.int().positive(), reason }))
    .output(ShownMemory)
    .errors(refusals),
};
