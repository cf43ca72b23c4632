import { useState } from 'preact/hooks';
import { asApiError, type ApiError } from '../platform/api';
import { texts } from '../platform/texts';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { ErrorBox } from './ErrorBox';

interface ConfirmProps {
  readonly title: string;
  readonly text: string;
  /** What the key says that does it. */
  readonly act: string;
  readonly run: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before something that can't be undone, and says what went wrong with it. */
export function Confirm({ title, text, act, run, onClose }: ConfirmProps) {
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const go = async (): Promise<void> => {
    setBusy(true);
    try {
      await run();
      onClose();
    } catch (e) {
      setError(asApiError(e));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={title} onClose={onClose}
      foot={<><Button onClick={onClose}>{texts.app.cancel}</Button><Button kind="danger" busy={busy} onClick={() => void go()}>{act}</Button></>}
    >
      <p>{text}</p>
      <ErrorBox error={error} />
    </Dialog>
  );
}
