import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button, ErrorBox, Icon, Spinner } from '../../parts';
import { api, asApiError, isAborted, type ApiError } from '../../platform/api';
import { texts } from '../../platform/texts';
import { fitting, withNew, type LogLine } from './logTail';
import { Section } from './Section';

const words = texts.settings.logs;
const EVERY_MS = 1_000;
const NEAR_PX = 24;

/** The box's log as it is written: newest at the bottom, followed while one looks there. */
export function Logs() {
  const [level, setLevel] = useState('debug');
  const [text, setText] = useState('');
  const [held, setHeld] = useState<readonly LogLine[] | null>(null);
  const { lines, error } = useTail();
  const all = held ?? lines ?? [];
  const shown = fitting(all, level, text);
  const waiting = held && lines ? lines.filter((line) => line.seq > (held.at(-1)?.seq ?? 0)).length : 0;
  return (
    <Section title={texts.settings.nav.logs} hint={words.hint}>
      <div class="filters" role="search">
        <div class="search-box">
          <Icon name="search" size={16} />
          <input type="search" aria-label={words.search} placeholder={words.search} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </div>
        <select aria-label={words.level} value={level} onChange={(event) => setLevel(event.currentTarget.value)}>
          {Object.entries(words.levels).map(([key, said]) => <option key={key} value={key}>{said}</option>)}
        </select>
        <Button aria-pressed={held !== null} onClick={() => setHeld(held === null ? all : null)}>{held === null ? words.pause : words.go}</Button>
        <span class="hint log-count" role="status">{held ? words.paused(waiting) : words.shown(shown.length, all.length)}</span>
      </div>
      <ErrorBox error={error} />
      {lines === null && !error && <Spinner />}
      <Lines lines={shown} none={all.length === 0 ? words.none : words.noneFit} />
    </Section>
  );
}

function Lines({ lines, none }: { readonly lines: readonly LogLine[]; readonly none: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    if (frame.current && follows.current) frame.current.scrollTop = frame.current.scrollHeight;
  }, [lines.at(-1)?.seq, lines.length]);
  const look = (): void => {
    const box = frame.current;
    if (box) follows.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
  };
  return (
    <div ref={frame} class="log mono" role="region" aria-label={words.label} tabIndex={0} onScroll={look}>
      {lines.length === 0 && <p class="hint">{none}</p>}
      {lines.map((line) => (
        <p key={line.seq} class={`log-line ${line.level}`}>
          <time dateTime={line.at}>{new Date(line.at).toLocaleTimeString()}</time>
          <b>{words.levelWords[line.level] ?? line.level}</b>
          <span class="log-source">{line.source}</span>
          <span class="log-text">{line.message}{line.fault && `\n${line.fault}`}</span>
        </p>
      ))}
    </div>
  );
}

// Asks for what is new while the page is seen.
function useTail(): { lines: readonly LogLine[] | null; error: ApiError | null } {
  const [lines, setLines] = useState<readonly LogLine[] | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    let last = 0;
    let timer = 0;
    const ask = async (): Promise<void> => {
      try {
        if (!document.hidden) {
          const came = await api.get<LogLine[]>('/api/admin/logs', { after: last || undefined }, stop.signal);
          last = came.at(-1)?.seq ?? last;
          setLines((before) => withNew(before ?? [], came));
          setError(null);
        }
      } catch (e) {
        if (!isAborted(e)) setError(asApiError(e));
      }
      if (!stop.signal.aborted) timer = window.setTimeout(() => void ask(), EVERY_MS);
    };
    void ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, []);
  return { lines, error };
}
