import { useEffect, useState } from 'preact/hooks';
import { Button, ErrorBox, Qr } from '../../parts';
import { api, asApiError, type ApiError } from '../../platform/api';
import { refresh } from '../../platform/session';
import { texts } from '../../platform/texts';

const words = texts.door.plex;
const KEPT = 'plex.pin';
const POLL_MS = 2_000;

/** A sign-in that has begun: kept in the tab, so that coming back from Plex's page goes on with it. */
interface Pin {
  readonly id: string;
  readonly code: string;
  readonly authUrl: string;
  readonly linkUrl: string;
  readonly expiresAt: string;
  readonly isDemo?: boolean;
}

interface PinAnswer {
  readonly status: 'waiting' | 'authorized' | 'expired' | 'denied';
  readonly message?: string | null;
}

/** Signing in with Plex: a code to type, a QR for a phone and a link, all on one page and without a pop-up. */
export function PlexSignIn() {
  const [pin, setPin] = useState<Pin | null>(kept);
  const [error, setError] = useState<ApiError | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const end = (why: string | null): void => {
    sessionStorage.removeItem(KEPT);
    setPin(null);
    setOver(why);
  };
  const begin = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    setOver(null);
    try {
      const begun = await api.post<Pin>('/api/auth/plex/pin');
      sessionStorage.setItem(KEPT, JSON.stringify(begun));
      setPin(begun);
    } catch (e) {
      setError(asApiError(e));
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => {
    if (!pin) return undefined;
    const timer = setInterval(() => { void look(pin, end); }, POLL_MS);
    return () => clearInterval(timer);
  }, [pin]);
  if (!pin) {
    return (
      <div class="plex">
        <Button busy={busy} onClick={() => { void begin(); }}>{words.begin}</Button>
        {over && <p class="fault" role="alert">{over}</p>}
        <ErrorBox error={error} />
      </div>
    );
  }
  return (
    <div class="plex" role="group" aria-label={words.begin}>
      {pin.isDemo && <p class="hint">{words.demo}</p>}
      <p>{words.how}</p>
      <p class="plex-code mono" aria-label={words.code}>{pin.code}</p>
      <Qr text={pin.linkUrl} label={words.qr} />
      <p class="plex-ways"><a href={pin.authUrl}>{words.here}</a><a href={pin.linkUrl} target="_blank" rel="noreferrer">{words.elsewhere}</a></p>
      <p class="hint" role="status">{words.waiting}</p>
      <Button onClick={() => end(null)}>{words.stop}</Button>
    </div>
  );
}

async function look(pin: Pin, end: (why: string | null) => void): Promise<void> {
  try {
    const answer = await api.get<PinAnswer>(`/api/auth/plex/pin/${pin.id}`);
    if (answer.status === 'authorized') {
      end(null);
      await refresh();
    } else if (answer.status !== 'waiting') {
      end(answer.message ?? words[answer.status]);
    }
  } catch (e) {
    const error = asApiError(e);
    if (error.code === 'NOT_FOUND') end(words.expired);
  }
}

function kept(): Pin | null {
  const text = sessionStorage.getItem(KEPT);
  const pin = text ? (JSON.parse(text) as Pin) : null;
  return pin && new Date(pin.expiresAt).getTime() > Date.now() ? pin : null;
}
