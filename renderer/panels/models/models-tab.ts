import { pageTab, type Tab } from '../../state/desk.ts';

export const MODELS_PAGE_ID = 'models';

/** The one tab of the settings for models. */
export const modelsTab = (): Tab => pageTab(MODELS_PAGE_ID, 'settings', 'Models');
