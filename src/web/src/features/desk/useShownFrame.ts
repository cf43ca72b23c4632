import { useSignal, type Signal } from '@preact/signals';
import { useDesk } from './parts';
import { useTick } from './useTick';

/** The frame that the transport is on, at most ten times a second while it moves: for lamps, not for pictures. */
export function useShownFrame(): Signal<number> {
  const { transport } = useDesk();
  const frame = useSignal(transport.frame());
  const state = { at: 0 };
  useTick(() => {
    const now = performance.now();
    if (transport.speed !== 0 && now - state.at < 100) return;
    state.at = now;
    const at = transport.frame();
    if (at !== frame.value) frame.value = at;
  }, [transport]);
  return frame;
}
