import type { Result } from '../../base/result.ts';
import { chosenFor } from '../../models/choose-models.ts';
import { PROVIDER_FACTS } from '../../models/provider.ts';
import { testConnection } from '../../models/test-connection.ts';
import { modelsView } from '../../models-view.ts';
import type { Workspace } from '../../workspace.ts';
import { door, type HostContext } from '../door.ts';

const view = async ({ modelDesk, budget, clock }: Workspace) => modelsView(modelDesk, await budget.todayMicroUsd(), clock.nowUs() / 1000);

/** The whole picture after a change, told to every window; thrown as what `refuse` makes of its sentence when it was refused. */
async function after(
  { workspace, changes }: Pick<HostContext, 'workspace' | 'changes'>,
  change: Promise<Result<unknown, string>>,
  refuse: (told: { data: { sentence: string } }) => Error,
): ReturnType<typeof view> {
  const changed = await change;
  if (!changed.ok) throw refuse({ data: { sentence: changed.error } });
  changes.announce({ kind: 'models' });
  return view(workspace);
}

export const modelsHandlers = door.models.router({
  read: door.models.read.handler(({ context: { workspace } }) => view(workspace)),
  choose: door.models.choose.handler(({ input, context, errors }) =>
    after(context, context.workspace.modelDesk.choose(input.classes, input.choice), told => errors.REFUSED(told)),
  ),
  setLimits: door.models.setLimits.handler(({ input, context, errors }) =>
    after(context, context.workspace.modelDesk.setLimits(input), told => errors.REFUSED(told)),
  ),
  setPrice: door.models.setPrice.handler(({ input, context, errors }) =>
    after(context, context.workspace.modelDesk.setPrice(input), told => errors.REFUSED(told)),
  ),
  removePrice: door.models.removePrice.handler(({ input, context, errors }) =>
    after(context, context.workspace.modelDesk.removePrice(input), told => errors.REFUSED(told)),
  ),
  setKey: door.models.setKey.handler(({ input, context, errors }) =>
    after(context, context.workspace.modelDesk.setKey(input.of, input.key), told => errors.REFUSED(told)),
  ),
  removeKey: door.models.removeKey.handler(({ input, context, errors }) =>
    after(context, context.workspace.modelDesk.removeKey(input.of), told => errors.REFUSED(told)),
  ),
  unlock: door.models.unlock.handler(({ input, context, errors }) =>
    after(context, context.workspace.modelDesk.unlock(input.passphrase), told => errors.REFUSED(told)),
  ),
  test: door.models.test.handler(({ input: { modelClass }, context: { workspace }, signal = new AbortController().signal }) => {
    const { modelDesk, models, budget, clock } = workspace;
    const { choice } = chosenFor(modelClass, modelDesk.settings(), modelDesk.environment);
    const title = choice.provider === 'local-extractive' ? 'this computer' : PROVIDER_FACTS[choice.provider].title;
    // Held to the day's limit as every call is; there is no run that it could count for.
    return testConnection(budget.guard(models(modelClass), null), title, () => clock.nowUs() / 1000, signal);
  }),
});
