import { z } from 'zod';

/** What an artefact may leave as: Word, one HTML file that prints well, or its own Markdown. */
export const ArtefactFormat = z.enum(['docx', 'html', 'md']);
export type ArtefactFormat = z.infer<typeof ArtefactFormat>;
