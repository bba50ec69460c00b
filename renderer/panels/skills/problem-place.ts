/** A problem's sentence with its file named from the workspace's folder on, as a person knows it. */
export const shortPlace = (sentence: string, folder: string): string => sentence.replaceAll(`${folder}/`, '').replaceAll(`${folder}\\`, '');
