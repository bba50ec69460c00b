import { useSyncExternalStore } from 'react';

/** Gives the window's colours by their names in `tokens.css`, as text that a picture can be drawn with. */
export type Colours = (name: string) => string;

/** The colours of the theme that is shown; another function once the theme is another. */
export const useColours = (): Colours => useSyncExternalStore(follow, current);

let colours: Colours | null = null;

function follow(changed: () => void): () => void {
  const observer = new MutationObserver(() => {
    colours = null;
    changed();
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] });
  return () => observer.disconnect();
}

function current(): Colours {
  if (colours !== null) return colours;
  const known = new Map<string, string>();
  const style = getComputedStyle(document.documentElement);
  colours = name => {
    const value = known.get(name) ?? style.getPropertyValue(`--${name}`).trim();
    known.set(name, value);
    return value;
  };
  return colours;
}
