import { useEffect } from 'preact/hooks';
import { useDesk } from './parts';

/** Takes the picture back to IN whenever it comes to OUT, while a loop is on. */
export function useLoop(): void {
  const { transport } = useDesk();
  const loop = transport.loop.value;
  useEffect(() => {
    if (!loop) return undefined;
    let running = true;
    const look = (): void => {
      if (!running) return;
      const frame = transport.frame();
      if (transport.speed > 0 && (frame >= loop.out || frame < loop.in)) transport.seek(loop.in);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return () => { running = false; };
  }, [loop]);
}
