/** True for a path that names something under the folder it starts from: relative, with `/`, and never upwards. */
export const isSourcePath = (path: string): boolean =>
  !/^[/\\~]|^[A-Za-z]:|\0/.test(path) && !path.split(/[/\\]/).includes('..') && path.trim() !== '';

/** True for a pattern that can match only what lies under the folder it starts from. */
export const isSourceGlob = (glob: string): boolean => isSourcePath(glob) && !/[{,](?:\.\.|\/)/.test(glob) && !glob.includes('!(');
