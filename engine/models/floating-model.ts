/** True of a name without a version behind it: empty, `auto`, or ending in `latest`, as `mistral-large-latest` and `llama3:latest` do. */
export const isFloating = (modelId: string): boolean => /^\s*$|(?:^|[-:_./@])(?:latest|auto)$/i.test(modelId);
