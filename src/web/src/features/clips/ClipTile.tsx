import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon, IconButton, Lamp, Menu, MenuItem, Progress, toast, type LampColour } from '../../parts';
import { api, asApiError } from '../../platform/api';
import type { Clip, JobState, Share } from '../../platform/records';
import { texts } from '../../platform/texts';
import { length, size } from '../../platform/words';
import { copyPath, setKeep, type ClipRights } from './clipActs';
import { placesOf, titleOf } from './filter';

const words = texts.clips;
const HOVER_MS = 150;
export const COLOURS: Record<JobState, LampColour> = { queued: 'off', processing: 'amber', complete: 'green', error: 'red', cancelled: 'off' };

interface TileProps {
  readonly clip: Clip;
  readonly room: string;
  readonly rights: ClipRights;
  readonly share: Share | null;
  readonly progress: number | undefined;
  readonly acts: TileActs;
}

/** What a tile asks its page for. */
export interface TileActs {
  readonly put: (clip: Clip) => void;
  readonly open: (clip: Clip) => void;
  readonly remove: (clip: Clip) => void;
}

/** A clip as a card: its poster, which plays while the pointer is on it, and what is to be done with it. */
export function ClipTile({ clip, room, rights, share, progress, acts }: TileProps) {
  const name = titleOf(clip);
  const places = share && placesOf(clip, share);
  const open = (): void => acts.open(clip);
  const keep = (): void => {
    setKeep(clip, !clip.keep).then(acts.put, (e: unknown) => toast({ text: asApiError(e).message, kind: 'bad' }));
  };
  const again = (): void => {
    api.post(`/api/clips/${clip.id}/retry`).catch((e: unknown) => toast({ text: asApiError(e).message, kind: 'bad' }));
  };
  return (
    <article class="card clip" data-number={clip.number}>
      <Poster clip={clip} name={name} playable={rights.download} onOpen={open} />
      <div class="clip-words">
        <h2><b class="mono">{clip.number}</b> {name}</h2>
        <p class="hint">{[room, clip.sizeBytes === null ? '' : size(clip.sizeBytes)].filter(Boolean).join(' · ')}</p>
      </div>
      <div class="clip-foot">
        <Lamp colour={COLOURS[clip.state]} blink={clip.state === 'processing'}>
          <span class="clip-state">{clip.state === 'complete' && clip.report ? reportShort(clip) : words.stateWords[clip.state]}</span>
        </Lamp>
        <IconButton label={words.keep} title={words.keepHint} aria-pressed={clip.keep} disabled={!rights.edit} onClick={keep}><Icon name="pin" size={16} /></IconButton>
        <Menu label={<span class="hidden">{words.menu(name)}</span>} title={words.menu(name)}>
          {places && <MenuItem onClick={() => void copyPath(places.windows)}>{words.copyWindows}</MenuItem>}
          {places && <MenuItem onClick={() => void copyPath(places.others)}>{words.copyOthers}</MenuItem>}
          {clip.url && rights.download && <MenuItem href={`/api/clips/${clip.id}/download`} download>{words.download}</MenuItem>}
          <MenuItem onClick={open}>{words.rename}</MenuItem>
          {(clip.state === 'error' || clip.state === 'cancelled') && <MenuItem onClick={again}>{words.retry}</MenuItem>}
          {rights.remove && <MenuItem onClick={() => acts.remove(clip)}>{texts.app.delete}</MenuItem>}
        </Menu>
      </div>
      {clip.state === 'processing' && <Progress percent={progress} label={words.stateWords.processing} />}
    </article>
  );
}

function reportShort({ report }: Clip): string {
  if (!report) return '';
  return [words.modesShort[report.mode], words.framesShort(report.frames), report.verified ? words.verifiedShort : words.no].join(' · ');
}

interface PosterProps {
  readonly clip: Clip;
  readonly name: string;
  readonly playable: boolean;
  readonly onOpen: () => void;
}

function Poster({ clip, name, playable, onOpen }: PosterProps) {
  const [moving, setMoving] = useState(false);
  const timer = useRef(0);
  const source = clip.playoutUrl ?? clip.url;
  const still = typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
  useEffect(() => () => clearTimeout(timer.current), []);
  // A pointer that only crosses the grid starts nothing.
  const over = (): void => {
    if (source && playable && !still) timer.current = window.setTimeout(() => setMoving(true), HOVER_MS);
  };
  const out = (): void => {
    clearTimeout(timer.current);
    setMoving(false);
  };
  return (
    <button
      type="button" class="clip-poster" onClick={onOpen}
      onPointerEnter={(event) => { if (event.pointerType === 'mouse') over(); }} onPointerLeave={out} onFocus={(event) => { if (event.currentTarget.matches(':focus-visible')) over(); }} onBlur={out}
    >
      {clip.posterUrl && <img src={clip.posterUrl} alt="" loading="lazy" decoding="async" width="320" height="180" />}
      {moving && source && <video src={source} poster={clip.posterUrl ?? undefined} muted loop autoPlay playsInline disablePictureInPicture />}
      <span class="hidden">{words.play(name)}</span>
      {clip.keep && <span class="kept"><Icon name="pin" size={14} />{words.kept}</span>}
      {clip.durationMs !== null && <span class="mono time">{length(clip.durationMs)}</span>}
    </button>
  );
}
