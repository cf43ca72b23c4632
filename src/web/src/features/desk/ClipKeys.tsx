import { useState } from 'preact/hooks';
import { Button, Dialog, Progress, toast } from '../../parts';
import { api } from '../../platform/api';
import { copy } from '../../platform/copy';
import { texts } from '../../platform/texts';
import { ClipLamp } from './MarkRow';
import { cutAll } from './MarkTools';
import { spoken, useDesk } from './parts';
import type { Bookmark } from './types';

const words = texts.desk.detail;

/** How the clip of a bookmark stands, and what can be done with it. */
export function ClipKeys({ mark }: { readonly mark: Bookmark }) {
  const { room } = useDesk();
  const [playing, setPlaying] = useState(false);
  const clip = mark.clip;
  const whole = room.clips.value.get(mark.id);
  const ready = clip?.state === 'complete' && clip.url !== null && room.may('download:clips');
  return (
    <div class="detail-line clip-keys">
      {clip ? <ClipLamp clip={clip} /> : <span />}
      {clip?.state === 'processing' && <Progress percent={clip.progressPercent} label={texts.desk.clip.processing} />}
      {clip?.state === 'error' && <span class="fault">{clip.errorText ?? whole?.errorText}</span>}
      <span class="end">
        {ready && <Button small onClick={() => setPlaying(true)}>{words.play}</Button>}
        {ready && <a class="button small" href={`${clip.url}${clip.url!.includes('?') ? '&' : '?'}download=1`} download>{words.download}</a>}
        {ready && whole?.path && <Button small onClick={() => void copyPath(whole.path!)}>{words.copyPath}</Button>}
        <Button small onClick={() => void cutAll(room, [mark.id])}>{clip ? words.recut : words.cut}</Button>
      </span>
      {playing && ready && (
        <Dialog wide title={`${spoken(mark.number)} ${mark.label}`} onClose={() => setPlaying(false)}>
          <video class="desk-clip" src={whole?.playoutUrl ?? clip.url!} controls autoplay playsInline />
        </Dialog>
      )}
    </div>
  );
}

interface ShareState {
  readonly address: string;
  readonly path: string;
}

// As this computer would open it.
async function copyPath(path: string): Promise<void> {
  const share = await api.get<ShareState>('/api/share').catch(() => null);
  const full = sharePath(share, path, /Win/.test(navigator.platform));
  if (await copy(full)) toast({ text: words.copied, kind: 'good' });
  else toast({ text: `${words.copyByHand} ${full}` });
}

/** The clip's place on the share: \\host\clips\… on Windows, smb://host/clips/… elsewhere. */
export function sharePath(share: ShareState | null, path: string, windows: boolean): string {
  if (!share) return path;
  return windows ? `${share.path}\\${path.replaceAll('/', '\\')}` : `${share.address}/${path.split('/').map(encodeURIComponent).join('/')}`;
}
