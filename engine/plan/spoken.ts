/** How long ago, as a person says it: "just now", "5 minutes ago", "yesterday", "3 days ago". */
export function spokenAgo(atUs: number, nowUs: number): string {
  const minutes = Math.floor((nowUs - atUs) / 60_000_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return counted(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return counted(hours, 'hour');
  const days = Math.floor(hours / 24);
  return days === 1 ? 'yesterday' : counted(days, 'day');
}

const counted = (number: number, unit: string): string => `${String(number)} ${unit}${number === 1 ? '' : 's'} ago`;

/** "less than a cent", "about 2 cents", "about $1.20". */
export function spokenMoney(costMicroUsd: number): string {
  const cents = costMicroUsd / 10_000;
  if (cents < 1) return 'less than a cent';
  if (cents < 100) return `about ${String(Math.round(cents))} cent${Math.round(cents) === 1 ? '' : 's'}`;
  return `about $${(cents / 100).toFixed(2)}`;
}

/** A run by the end of its id: enough to tell it from the others of a list. */
export const spokenRun = (runId: string): string => `run …${runId.slice(-6)}`;
