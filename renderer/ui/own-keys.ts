import { createContext } from 'react';

/** Gives the person's own key for one that a command comes with, both as they are shown; empty when the command has none any more. */
export const OwnKeys = createContext<(shown: string) => string>(shown => shown);
