/** Opens an address in the user's browser, where there is a screen to open it on. Node, without packages. */
import { spawn } from 'node:child_process';

/** Whether somebody sits before this computer, as far as can be told. */
export function hasScreen({ platform = process.platform, env = process.env } = {}) {
  if (env.SSH_CONNECTION || env.SSH_TTY) return false;
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** If it cannot be opened nothing happens: the address is printed as well. */
export function openBrowser(address) {
  const [command, ...args] = { darwin: ['open'], win32: ['rundll32', 'url.dll,FileProtocolHandler'] }[process.platform] ?? ['xdg-open'];
  spawn(command, [...args, address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
