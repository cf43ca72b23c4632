import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { hub } from '../../platform/box';
import type { Board } from './playing';

/** What plays, told by the box while this page is seen; null until it has said so. */
export function usePlaying(): Board | null {
  const [board, setBoard] = useState<Board | null>(null);
  useEffect(() => {
    const watch = (watching: boolean): void => hub.tell('now_playing_watch', { watching });
    const look = (): void => watch(!document.hidden); // a page in the background keeps nobody busy
    const stopHearing = hub.on('now_playing', (frame) => setBoard(frame.data as Board));
    const stopFollowing = effect(() => { if (hub.state.value === 'open') look(); }); // a new connection knows of nothing
    document.addEventListener('visibilitychange', look);
    return () => {
      stopHearing();
      stopFollowing();
      document.removeEventListener('visibilitychange', look);
      watch(false);
    };
  }, []);
  return board;
}
