import { door } from '../door.ts';
import { watchChanges } from '../watch-changes.ts';

export const workspaceHandlers = door.workspace.router({
  read: door.workspace.read.handler(({ context: { workspace } }) => {
    const { provider, modelId } = workspace.models('synthesis');
    return {
      name: workspace.name,
      folder: workspace.folder,
      orgId: workspace.orgId,
      me: workspace.me,
      roles: [...workspace.roles],
      engine: workspace.engine,
      model: provider === modelId ? provider : `${provider} ${modelId}`,
      notices: [...workspace.notices],
    };
  }),
  changes: door.workspace.changes.handler(({ context, signal }) => watchChanges(context, signal ?? new AbortController().signal)),
});
