import type { Result } from '../base/result.ts';
import type { SourceTrial } from '../contract/packets.ts';
import type { TrialFacts } from '../recipes/thread-messages.ts';

/** What one source gave, as a window shows it. */
export function trialView(read: Result<TrialFacts, string>, sensitive: boolean): SourceTrial {
  if (!read.ok) return { status: 'unread', sentence: read.error };
  const { facts, origin, problems } = read.value;
  const { isText, bytes, totalChars, preview } = facts;
  return { status: 'read', origin, isText, bytes, totalChars, preview: sensitive ? '' : preview, problems: [...problems] };
}
