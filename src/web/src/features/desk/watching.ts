// What of the film is watched: which quality, which sound, which subtitles. Chosen in this browser, kept in it; it concerns nobody else.
import { computed, signal } from '@preact/signals';
import { api } from '../../platform/api';
import { isText, kept } from '../../platform/kept';

export interface Quality {
  readonly name: string;
  readonly mode: 'copy' | 'encode' | 'server';
  readonly width: number;
  readonly height: number;
  readonly kilobitsPerSecond: number;
}

interface Track {
  readonly track: number;
  readonly language: string | null;
  readonly title: string | null;
}

export interface Sound extends Track {
  readonly codec: string;
  readonly channels: number;
  readonly isDefault: boolean;
}

export interface Subtitles extends Track {
  readonly url: string;
}

export interface Streams {
  readonly copied: boolean;
  readonly whyEncoded: string | null;
  readonly whyNotServed: string | null;
  readonly qualities: readonly Quality[];
  readonly sound: readonly Sound[];
  readonly subtitles: readonly Subtitles[];
}

/** What the player asks the box for; empty and null leave it to the film. */
export interface Want {
  readonly quality: string;
  readonly audio: number | null;
}

/** What the film on the desk can be watched as; null until that is known. */
export const streams = signal<Streams | null>(null);

// Names outlive the film: who watches in 480p, or with German subtitles, does so in the next film too.
export const quality = kept('quality', '', isText);
export const soundName = kept('soundTrack', '', isText);
export const textName = kept('subtitles', '', isText);

/** A track's name across films; tracks that are called the same are counted. */
export function nameOf(track: Track, all: readonly Track[]): string {
  const same = all.filter((t) => t.language === track.language && t.title === track.title);
  const number = same.indexOf(track);
  return [track.language ?? '', track.title ?? '', number > 0 ? number + 1 : ''].join('/');
}

export const named = <T extends Track>(all: readonly T[], name: string): T | null => all.find((t) => nameOf(t, all) === name) ?? null;

export function wantOf(film: Streams | null, chosenQuality: string, chosenSound: string): Want {
  if (!film) return { quality: '', audio: null };
  const sound = named(film.sound, chosenSound);
  return {
    quality: film.qualities.some((q) => q.name === chosenQuality) ? chosenQuality : '',
    audio: sound && !sound.isDefault ? sound.track : null,
  };
}

/** The subtitles that are shown, or null. */
export const subtitles = computed(() => (textName.value === '' ? null : named(streams.value?.subtitles ?? [], textName.value)));

/** Asks what a film can be watched as, where anything was chosen; the player need not wait for it otherwise. */
export async function load(contentKey: string, stop: AbortSignal): Promise<void> {
  streams.value = null;
  try {
    streams.value = await api.get<Streams>(`/api/media/${encodeURIComponent(contentKey)}/streams`, {}, stop);
  } catch {
    // Without it there is nothing to choose; the film itself says what is wrong with it.
  }
}
