import { useState } from 'preact/hooks';
import { Button, Confirm, ErrorBox, IconButton, Icon, Spinner, toast } from '../../parts';
import { api } from '../../platform/api';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { momentOf, size } from '../../platform/words';
import { BackupUpload } from './BackupUpload';
import { RestoreDialog, type BackupFile } from './RestoreDialog';
import { Section } from './Section';
import { useForm } from './useForm';

const words = texts.settings.backups;

export function Backups() {
  const list = useLoad((signal) => api.get<BackupFile[]>('/api/admin/backups', undefined, signal));
  const [chosen, setChosen] = useState<BackupFile | null>(null);
  const [going, setGoing] = useState<BackupFile | null>(null);
  const { error, busy, send } = useForm();
  const make = async (): Promise<void> => {
    if (!(await send(() => api.post('/api/admin/backups')))) return;
    list.reload();
    toast({ text: words.made, kind: 'good' });
  };
  return (
    <Section title={texts.settings.nav.backups} hint={words.hint}>
      <div class="form-foot">
        <Button kind="main" busy={busy} onClick={() => void make()}>{words.make}</Button>
        <BackupUpload onTaken={list.reload} />
      </div>
      <ErrorBox error={error ?? list.error} onRetry={list.error ? list.reload : undefined} />
      {list.data === null && !list.error && <Spinner />}
      {list.data?.length === 0 && <p class="hint">{words.none}</p>}
      <ul class="lines">
        {list.data?.map((backup) => (
          <li key={backup.name} class="line">
            <span class="line-main"><b>{momentOf(backup.at)}</b><span class="hint">{words.kinds[backup.kind] ?? backup.kind} · {size(backup.sizeBytes)}</span></span>
            <a class="button small" href={`/api/admin/backups/${backup.name}/file`} download={backup.name}>{words.download}</a>
            <Button small onClick={() => setChosen(backup)}>{words.restore}</Button>
            <IconButton label={`${texts.app.delete}: ${momentOf(backup.at)}`} onClick={() => setGoing(backup)}><Icon name="bin" /></IconButton>
          </li>
        ))}
      </ul>
      <p class="hint">{words.downloadHint}</p>
      {chosen && <RestoreDialog backup={chosen} onClose={() => setChosen(null)} />}
      {going && (
        <Confirm
          title={words.deleteTitle} text={words.deleteText(going.name)} act={texts.app.delete}
          run={() => api.delete(`/api/admin/backups/${going.name}`).then(list.reload)} onClose={() => setGoing(null)}
        />
      )}
    </Section>
  );
}
