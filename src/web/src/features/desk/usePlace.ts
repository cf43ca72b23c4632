import { useEffect, useRef } from 'preact/hooks';
import { query } from '../../platform/router';
import { startFrame } from './parts';
import { placeNamed } from './places';
import type { Room } from './room';
import type { Transport } from './transport';
import type { MediaDetails } from './types';

/** Goes where the address says, once. Who comes by a link looks there alone where others are at work: their deck stays. */
export function usePlace(room: Room, transport: Transport, media: MediaDetails | null): void {
  const done = useRef(false);
  const motion = transport.motion.value;
  const wanted = motion && media ? placeNamed(query(), motion.rate, startFrame(motion.rate, media)) : null;
  const mark = wanted?.mark ? room.marks.byTime.value.find((m) => m.number === wanted.mark) : undefined;
  useEffect(() => {
    if (done.current || !wanted) return;
    const frame = wanted.frame ?? mark?.startFrame ?? null;
    if (mark) room.marks.current.value = mark.id;
    if (frame !== null) {
      if (room.present.value.some((member) => member.user.id !== room.me.id)) transport.follow(false);
      transport.stand(frame);
    }
    done.current = wanted.mark === null || mark !== undefined;
  }, [wanted === null, mark?.id]);
}
