import { useEffect } from 'preact/hooks';
import { canStayAwake } from '../../platform/install';

/** Keeps the screen on while the page is seen, where the browser lets a page do so. */
export function useAwake(): void {
  useEffect(() => {
    if (!canStayAwake()) return undefined;
    let lock: WakeLockSentinel | null = null;
    let gone = false;
    // The browser takes the lock away whenever the page is hidden.
    const ask = (): void => {
      if (document.hidden) return;
      navigator.wakeLock.request('screen').then((got) => {
        if (gone) void got.release();
        else lock = got;
      }, () => undefined);
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', ask);
      void lock?.release();
    };
  }, []);
}
