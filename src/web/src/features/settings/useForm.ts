import { useState } from 'preact/hooks';
import { asApiError, type ApiError } from '../../platform/api';

/** A form that is sent: whether it is on its way, and what was wrong with it. */
export function useForm(): { error: ApiError | null; busy: boolean; send: (act: () => Promise<unknown>) => Promise<boolean> } {
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (act: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setError(null);
    try {
      await act();
      return true;
    } catch (e) {
      setError(asApiError(e));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { error, busy, send };
}
