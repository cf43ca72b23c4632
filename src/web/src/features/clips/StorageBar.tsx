import { api } from '../../platform/api';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import type { Share } from '../../platform/records';
import { size } from '../../platform/words';

const words = texts.clips;
const NEARLY_FULL = 0.05;

interface Storage {
  readonly clips: number;
  readonly bytes: number;
  readonly freeBytes: number;
  readonly totalBytes: number;
  readonly daysLeft: number | null;
}

/** How full the disk for clips is, how long it lasts at the pace of the last week, and where the share is. */
export function StorageBar({ share }: { readonly share: Share | null }) {
  const disk = useLoad((signal) => api.get<Storage>('/api/clips/storage', undefined, signal), '', 30_000).data;
  const tight = disk !== null && disk.freeBytes < disk.totalBytes * NEARLY_FULL;
  const part = (bytes: number): string => (disk ? `${(100 * bytes) / Math.max(1, disk.totalBytes)}%` : '0');
  return (
    <section class={`storage${tight ? ' tight' : ''}`} aria-label={words.storage}>
      <div class="storage-bar" aria-hidden="true">
        <i class="other" style={{ width: disk ? part(Math.max(0, disk.totalBytes - disk.freeBytes - disk.bytes)) : '0' }} />
        <i class="mine" style={{ width: part(disk?.bytes ?? 0), minWidth: disk && disk.bytes > 0 ? '2px' : '0' }} />
      </div>
      <p class="hint">
        <span>{disk ? words.free(size(disk.freeBytes), size(disk.totalBytes)) : ' '}</span>
        {disk && disk.bytes > 0 && <span>{words.used(size(disk.bytes))}</span>}
        {disk?.daysLeft != null && <span>{words.daysLeft(disk.daysLeft)}</span>}
        {share && <a href="/settings/share" class="mono">{share.address}</a>}
        {tight && <span class="fault">{words.full}</span>}
      </p>
    </section>
  );
}
