import { AllTagsDialog } from './all-tags-dialog.tsx';
import { NewFlowDialog } from './new-flow-dialog.tsx';
import { TagsDialog } from './tags-dialog.tsx';
import { TemplateDialog } from './template-dialog.tsx';

/** What is asked about the workspace's flows, wherever it was asked for. */
export function LibraryDialogs() {
  return (
    <>
      <NewFlowDialog />
      <TagsDialog />
      <AllTagsDialog />
      <TemplateDialog />
    </>
  );
}
