// A room of the hub as this page is in it: no event is lost, and none is heard twice.
import type { Frame, RoomListener } from './hubFrames';

export class Room {
  /** The last event heard; null before the first snapshot. */
  seq: number | null = null;
  /** The connection on which it was entered. */
  on: WebSocket | null = null;

  constructor(readonly listener: RoomListener) {}

  hear(frame: Frame): void {
    if (frame.type === 'joined') {
      const { seq, snapshot } = frame.data as { seq: number; snapshot?: Record<string, unknown> };
      // Without a snapshot the missed events follow, up to seq.
      if (snapshot) {
        this.seq = seq;
        this.listener.snapshot(snapshot);
      }
      return;
    }
    if (frame.seq !== undefined) {
      if (this.seq !== null && frame.seq <= this.seq) return;
      this.seq = frame.seq;
    }
    if (frame.type !== 'ack' && frame.type !== 'error') this.listener.frame(frame);
  }
}
