import { Menu } from '../../parts';
import { texts } from '../../platform/texts';
import { nameOf, quality, soundName, streams, textName, wantOf, type Quality, type Sound, type Subtitles } from './watching';

const words = texts.desk.watching;

/** Which quality, sound and subtitles this browser shows. */
export function WatchMenu() {
  const film = streams.value;
  if (!film) return <div class="watch-menu"><Menu label={words.label}><p class="hint">{words.unknown}</p></Menu></div>;
  const want = wantOf(film, quality.value, soundName.value);
  const sound = film.sound.find((s) => (want.audio === null ? s.isDefault : s.track === want.audio)) ?? film.sound[0];
  const text = film.subtitles.find((s) => nameOf(s, film.subtitles) === textName.value);
  return (
    <div class="watch-menu">
      <Menu label={want.quality === '' ? words.label : `${words.label}: ${want.quality}`}>
        <label>{words.quality}
          <select value={want.quality} onChange={(event) => { quality.value = event.currentTarget.value; }}>
            <option value="">{words.best}</option>
            {film.qualities.map((q) => <option key={q.name} value={q.name}>{qualityText(q)}</option>)}
          </select>
        </label>
        {sound && (
          <label>{words.sound}
            <select value={nameOf(sound, film.sound)} disabled={film.sound.length < 2} onChange={(event) => { soundName.value = event.currentTarget.value; }}>
              {film.sound.map((s) => <option key={s.track} value={nameOf(s, film.sound)}>{soundText(s)}</option>)}
            </select>
          </label>
        )}
        <label>{words.subtitles}
          <select value={text ? nameOf(text, film.subtitles) : ''} disabled={film.subtitles.length === 0} onChange={(event) => { textName.value = event.currentTarget.value; }}>
            <option value="">{film.subtitles.length === 0 ? words.none : words.off}</option>
            {film.subtitles.map((s) => <option key={s.track} value={nameOf(s, film.subtitles)}>{textText(s)}</option>)}
          </select>
        </label>
        <p class="hint">{words.title}</p>
        {film.whyEncoded && <p class="hint">{words.whyEncoded(film.whyEncoded)}</p>}
        {film.whyNotServed && <p class="hint">{words.whyNotServed(film.whyNotServed)}</p>}
      </Menu>
    </div>
  );
}

const qualityText = (q: Quality): string => `${q.name === 'original' ? words.original : q.name} · ${words.rate(q.kilobitsPerSecond)}${words.modes[q.mode]}`;
const soundText = (s: Sound): string => [language(s.language), s.title, words.channels(s.channels), s.codec.toUpperCase()].filter(Boolean).join(' · ');
const textText = (s: Subtitles): string => [language(s.language), s.title].filter(Boolean).join(' · ') || words.track(s.track + 1);

function language(code: string | null): string {
  if (!code || code === 'und') return '';
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
  } catch {
    return code; // not a code that browsers know
  }
}
