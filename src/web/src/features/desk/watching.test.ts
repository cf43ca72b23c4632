import { describe, expect, it } from 'vitest';
import { nameOf, named, wantOf, type Streams } from './watching';

const sound = (track: number, language: string | null, isDefault = false) => ({ track, language, title: null, codec: 'aac', channels: 2, isDefault });
const film: Streams = {
  copied: true, whyEncoded: null, whyNotServed: null,
  qualities: [{ name: 'original', mode: 'copy', width: 1920, height: 1080, kilobitsPerSecond: 9000 }, { name: '480p', mode: 'encode', width: 854, height: 480, kilobitsPerSecond: 2000 }],
  sound: [sound(0, 'eng', true), sound(1, 'deu'), sound(2, 'deu')],
  subtitles: [],
};

describe('what is watched', () => {
  it('tells tracks of one name apart', () => {
    expect(film.sound.map((s) => nameOf(s, film.sound))).toEqual(['eng//', 'deu//', 'deu//2']);
    expect(named(film.sound, 'deu//2')?.track).toBe(2);
    expect(named(film.sound, 'fra//')).toBeNull();
  });

  it('asks for nothing that the film has not', () => {
    expect(wantOf(film, '4k', 'fra//')).toEqual({ quality: '', audio: null });
    expect(wantOf(film, '480p', 'deu//')).toEqual({ quality: '480p', audio: 1 });
    expect(wantOf(null, '480p', 'deu//')).toEqual({ quality: '', audio: null });
  });

  it('leaves the film its own sound', () => {
    expect(wantOf(film, 'original', 'eng//')).toEqual({ quality: 'original', audio: null });
  });
});
