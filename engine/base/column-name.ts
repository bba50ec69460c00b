/** The name of a field where it stands in a table, in a file or in what is hashed: `costMicroUsd` → `cost_micro_usd`. */
export const columnName = (field: string): string => field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
