// Something of the API for a page: loaded when it is opened, again when asked, and, where wanted, every so often while the page is seen.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { asApiError, isAborted, type ApiError } from './api';

export interface Loaded<T> {
  /** The newest answer; stays while it is asked for again. */
  readonly data: T | null;
  readonly error: ApiError | null;
  readonly reload: () => void;
  /** Puts in what a change has just answered. */
  readonly set: (change: (before: T) => T) => void;
}

/** Loads, anew with each change of `key`; an older request is aborted. `everyMs` asks again while the page is visible. */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, key: string = '', everyMs = 0): Loaded<T> {
  const [data, setData] = useState<T | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [round, setRound] = useState(0);
  const newest = useRef(load);
  newest.current = load;
  useEffect(() => { setData(null); }, [key]);
  useEffect(() => {
    const stop = new AbortController();
    newest.current(stop.signal).then(
      (answer) => {
        setData(answer);
        setError(null);
      },
      (e: unknown) => { if (!isAborted(e) && !stop.signal.aborted) setError(asApiError(e)); },
    );
    return () => stop.abort();
  }, [key, round]);
  useEffect(() => {
    if (everyMs === 0) return undefined;
    const timer = setInterval(() => { if (!document.hidden) setRound((n) => n + 1); }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return {
    data,
    error,
    reload: useCallback(() => setRound((n) => n + 1), []),
    set: useCallback((change: (before: T) => T) => setData((before) => (before === null ? before : change(before))), []),
  };
}
