import { useState } from 'preact/hooks';
import { Button, CheckField, CopyText, Dialog, ErrorBox, Icon, Lamp, TextField } from '../../parts';
import { api, asApiError, type ApiError } from '../../platform/api';
import type { Clip, ClipReport, Share } from '../../platform/records';
import { texts } from '../../platform/texts';
import { size } from '../../platform/words';
import { remove, setKeep, type ClipRights } from './clipActs';
import { COLOURS } from './ClipTile';
import { placesOf, titleOf } from './filter';

const words = texts.clips;

interface WindowProps {
  readonly clip: Clip;
  readonly room: string;
  readonly rights: ClipRights;
  readonly share: Share | null;
  readonly onChange: (clip: Clip) => void;
  readonly onClose: () => void;
}

/** A clip with all that is known of it. */
export function ClipWindow({ clip, room, rights, share, onChange, onClose }: WindowProps) {
  const [name, setName] = useState(clip.name ?? '');
  const [error, setError] = useState<ApiError | null>(null);
  const places = share && placesOf(clip, share);
  const source = clip.playoutUrl ?? clip.url;
  const change = (asked: Promise<Clip>): void => {
    setError(null);
    asked.then(onChange, (e: unknown) => setError(asApiError(e)));
  };
  return (
    <Dialog
      wide title={`${clip.number} ${titleOf(clip)}`} onClose={onClose}
      foot={
        <>
          {rights.remove && <Button kind="quiet" onClick={() => { remove(clip); onClose(); }}><Icon name="bin" size={16} />{texts.app.delete}</Button>}
          <span class="gap" />
          <a class="button" href={`/w/${clip.workspaceId}`}>{words.toDesk}</a>
          {clip.url && rights.download && <a class="button main" href={`/api/clips/${clip.id}/download`} download><Icon name="download" size={16} />{words.download}</a>}
        </>
      }
    >
      <div class="clip-window">
        <div class="clip-left">
          {source && rights.download
            ? <video class="clip-video" src={source} poster={clip.posterUrl ?? undefined} controls playsInline preload="metadata" />
            : <div class="clip-video none"><p class="hint">{words.noFile}</p></div>}
          <p class="clip-line"><Lamp colour={COLOURS[clip.state]}>{words.stateWords[clip.state]}</Lamp><span class="hint">{room}</span></p>
          {clip.errorText && <p class="fault">{clip.errorText}</p>}
          <form class="with-key" onSubmit={(event) => { event.preventDefault(); change(api.put<Clip>(`/api/clips/${clip.id}`, { name })); }}>
            <TextField label={words.name} name="name" error={error} value={name} onInput={setName} maxLength={200} placeholder={clip.label} hint={words.nameHint} disabled={!rights.edit} />
            <Button submit disabled={!rights.edit || name === (clip.name ?? '')}>{words.rename}</Button>
          </form>
          {rights.edit && <CheckField label={`${words.keep}. ${words.keepHint}.`} checked={clip.keep} onChange={(keep) => change(setKeep(clip, keep))} />}
          <ErrorBox error={error} fields={['name']} />
        </div>
        <div class="clip-right">
          {places && (
            <section>
              <h3>{words.onShare}</h3>
              <CopyText label={words.windows} text={places.windows} />
              <CopyText label={words.others} text={places.others} />
            </section>
          )}
          {clip.report && <Report report={clip.report} bytes={clip.sizeBytes} />}
        </div>
      </div>
    </Dialog>
  );
}

function Report({ report, bytes }: { readonly report: ClipReport; readonly bytes: number | null }) {
  const rows: readonly (readonly [string, string])[] = [
    [words.mode, words.modes[report.mode]],
    ...(report.fallbackReason ? [[words.instead, report.fallbackReason] as const] : []),
    [words.frames, words.framesOf(report.frames, report.firstFrame, report.lastFrame)],
    [words.copiedFrames, String(report.copiedFrames)],
    [words.encodedFrames, report.encoder && report.encodedFrames > 0 ? `${report.encodedFrames} (${report.encoder})` : String(report.encodedFrames)],
    [words.wall, words.ms(report.wallMs)],
    [words.read, size(report.sourceBytesRead)],
    ...(bytes === null ? [] : [[words.fileSize, size(bytes)] as const]),
  ];
  return (
    <section>
      <h3>{words.report}</h3>
      <dl class="facts">
        <dt>{words.verified}</dt><dd><Lamp colour={report.verified ? 'green' : 'amber'}>{report.verified ? words.yes : words.no}</Lamp></dd>
        {rows.map(([term, said]) => [<dt key={term}>{term}</dt>, <dd key={`${term}-d`}>{said}</dd>])}
      </dl>
    </section>
  );
}
