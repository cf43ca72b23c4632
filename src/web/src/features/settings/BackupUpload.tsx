import { useRef, useState } from 'preact/hooks';
import { Button, ErrorBox, Progress, toast } from '../../parts';
import { asApiError, type ApiError } from '../../platform/api';
import { texts } from '../../platform/texts';
import { sendFile } from './sendFile';

const words = texts.settings.backups;

/** Brings a backup file from this device to the box, which checks it. */
export function BackupUpload({ onTaken }: { readonly onTaken: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setError(null);
    setPercent(0);
    try {
      await sendFile('/api/admin/backups/upload', file, setPercent);
      toast({ text: words.uploaded, kind: 'good' });
      onTaken();
    } catch (e) {
      setError(asApiError(e));
    } finally {
      setPercent(null);
      if (input.current) input.current.value = ''; // the same file may be chosen again
    }
  };
  return (
    <>
      <Button busy={percent !== null} onClick={() => input.current?.click()}>{words.upload}</Button>
      <input ref={input} hidden type="file" accept=".db,application/octet-stream" aria-label={words.upload} onChange={(event) => void take(event.currentTarget.files?.[0])} />
      {percent !== null && <span class="hint upload" role="status"><Progress percent={percent} label={words.upload} />{percent < 100 ? words.uploading(percent) : words.checking}</span>}
      <ErrorBox error={error} />
    </>
  );
}
