import { MODEL_CLASSES } from '../../models/model.ts';
import { door } from '../door.ts';
import { watchChanges } from '../watch-changes.ts';

export const workspaceHandlers = door.workspace.router({
  read: door.workspace.read.handler(({ context: { workspace } }) => {
    const models = MODEL_CLASSES.map(each => workspace.models(each)).map(({ provider, modelId }) =>
      provider === modelId ? provider : `${provider} ${modelId}`,
    );
    return {
      name: workspace.name,
      folder: workspace.folder,
      orgId: workspace.orgId,
      me: workspace.me,
      roles: [...workspace.roles],
      engine: workspace.engine,
      model: [...new Set(models)].join(', '),
      notices: [...workspace.notices],
    };
  }),
  changes: door.workspace.changes.handler(({ context, signal }) => watchChanges(context, signal ?? new AbortController().signal)),
});
