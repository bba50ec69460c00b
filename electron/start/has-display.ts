/** True when a window can be shown. On Linux and its kin an X or Wayland display is named in the environment; elsewhere there always is one. */
export function hasDisplay(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return [env.DISPLAY, env.WAYLAND_DISPLAY].some(display => display !== undefined && display !== '');
}
