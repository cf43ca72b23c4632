import { useEffect } from 'preact/hooks';

/** Runs before each frame of the screen, while the part is there: for what moves with the film and must not render anew. */
export function useTick(act: () => void, on: readonly unknown[] = []): void {
  useEffect(() => {
    let running = true;
    const look = (): void => {
      if (!running) return;
      act();
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return () => { running = false; };
  }, on);
}
