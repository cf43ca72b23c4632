// The installed app. Browsers let a page be installed, and keep the screen on, where it came by https or from this very machine; on plain http
// all else works.

/** Lets the app open while the box is away, where the browser can. */
export function install(): void {
  if (!isSecureContext || !('serviceWorker' in navigator)) return;
  // A certificate that the browser does not know refuses it: then the page is a page.
  addEventListener('load', () => { navigator.serviceWorker.register('/sw.js').catch(() => undefined); });
}

/** True where the screen can be kept on by a page. */
export const canStayAwake = (): boolean => isSecureContext && 'wakeLock' in navigator;
