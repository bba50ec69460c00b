import { z } from 'zod';

/** What a flow sheet can be written as. */
export const SheetFormat = z.enum(['html', 'docx']);
export type SheetFormat = z.infer<typeof SheetFormat>;
