// How long the disk still takes clips.
import type { Clip } from '../../platform/records';

const DAY_MS = 86_400_000;
const LOOK_BACK_DAYS = 7;

/** Bytes that clips fill. */
export const bytesOf = (clips: readonly Clip[]): number => clips.reduce((sum, clip) => sum + (clip.sizeBytes ?? 0), 0);

/** Whole days until the free bytes are filled at the pace of the last week; null where nothing was cut in it. */
export function daysLeft(clips: readonly Clip[], freeBytes: number, now: number): number | null {
  const late = clips.filter((clip) => now - Date.parse(clip.createdAt) < LOOK_BACK_DAYS * DAY_MS);
  const bytes = bytesOf(late);
  if (bytes === 0) return null;
  // A first day that is not over yet counts whole, so that one busy hour foretells no disaster.
  const oldest = Math.min(...late.map((clip) => Date.parse(clip.createdAt)));
  const days = Math.max(1, (now - oldest) / DAY_MS);
  return Math.floor(freeBytes / (bytes / days));
}
