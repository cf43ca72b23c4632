import { api } from '../../platform/api';
import type { BoxStatus, Clip } from '../../platform/records';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { size } from '../../platform/words';
import { bytesOf, daysLeft } from './storage';

const words = texts.clips;
const NEARLY_FULL = 0.05;

/** How full the disk for clips is, and how long it lasts at the pace of the last week. */
export function StorageBar() {
  const status = useLoad((signal) => api.get<BoxStatus>('/api/dashboard/status', undefined, signal), '', 30_000).data;
  const clips = useLoad((signal) => api.get<Clip[]>('/api/clips', { limit: 500 }, signal), '', 30_000).data ?? [];
  const disk = status?.disk.find((d) => d.name === 'clips');
  const mine = bytesOf(clips);
  const days = disk ? daysLeft(clips, disk.freeBytes, Date.now()) : null;
  const tight = disk !== undefined && disk.freeBytes < disk.totalBytes * NEARLY_FULL;
  const part = (bytes: number): string => (disk ? `${(100 * bytes) / disk.totalBytes}%` : '0');
  return (
    <section class={`storage${tight ? ' tight' : ''}`} aria-label={words.storage}>
      <div class="storage-bar" aria-hidden="true">
        <i class="other" style={{ width: disk ? part(Math.max(0, disk.totalBytes - disk.freeBytes - mine)) : '0' }} />
        <i class="mine" style={{ width: part(mine), minWidth: mine > 0 ? '2px' : '0' }} />
      </div>
      <p class="hint">
        <span>{disk ? words.free(size(disk.freeBytes), size(disk.totalBytes)) : ' '}</span>
        {disk && mine > 0 && <span>{words.used(size(mine))}</span>}
        {days !== null && <span>{words.daysLeft(days)}</span>}
        {tight && <span class="fault">{words.full}</span>}
      </p>
    </section>
  );
}
