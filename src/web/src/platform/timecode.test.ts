import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clock, firstFrameFrom, frameAt, frameCount, frameCovering, frameStart, frameToMs, parsePlace, parseTimecode, span, timecode, type Rate } from './timecode';

const NTSC: Rate = { num: 30000, den: 1001 };
const FILM: Rate = { num: 24000, den: 1001 };
const PAL: Rate = { num: 25, den: 1 };
const rates = fc.constantFrom<Rate>(NTSC, FILM, PAL, { num: 24, den: 1 }, { num: 30, den: 1 }, { num: 50, den: 1 }, { num: 60000, den: 1001 }, { num: 120, den: 1 });
const frames = fc.integer({ min: 0, max: 24 * 3600 * 60 });

describe('frames and ms', () => {
  it('gives back the frame whose start in ms it was given, at every rate', () => {
    fc.assert(fc.property(frames, rates, (frame, rate) => {
      expect(firstFrameFrom(frameToMs(frame, rate), rate)).toBe(frame);
      expect(frameAt(frameToMs(frame, rate), rate)).toBe(frame);
      expect(frameCovering(frameStart(frame, rate), rate)).toBe(frame);
      expect(frameCovering(frameStart(frame + 0.5, rate), rate)).toBe(frame);
    }));
  });

  it('agrees with the box on frames that start between two ms', () => {
    expect(frameToMs(1, NTSC)).toBe(33);
    expect(frameToMs(2, NTSC)).toBe(67);
    expect(firstFrameFrom(34, NTSC)).toBe(2);
    expect(frameAt(66, NTSC)).toBe(1);
    expect(frameAt(67, NTSC)).toBe(2);
    expect(frameCount(10_010, NTSC)).toBe(300);
    expect(frameCount(0, PAL)).toBe(1);
  });

  it('never goes backwards', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 86_400_000 }), rates, (ms, rate) => {
      expect(frameAt(ms + 1, rate)).toBeGreaterThanOrEqual(frameAt(ms, rate));
      expect(frameToMs(frameAt(ms, rate), rate)).toBeLessThanOrEqual(ms);
    }));
  });
});

describe('timecode', () => {
  it('reads what it wrote, with and without drop-frame', () => {
    fc.assert(fc.property(frames, rates, fc.boolean(), (frame, rate, drop) => {
      const day = parseTimecode(timecode(24 * 3600 * 200, rate, drop), rate);
      expect(day).not.toBeNull();
      const name = timecode(frame, rate, drop);
      const back = parseTimecode(name, rate) ?? -1;
      expect(timecode(back, rate, drop)).toBe(name);
    }));
  });

  it('skips two numbers a minute at 29.97 but none in each tenth', () => {
    expect(timecode(1799, NTSC, true)).toBe('00:00:59;29');
    expect(timecode(1800, NTSC, true)).toBe('00:01:00;02');
    expect(timecode(17982, NTSC, true)).toBe('00:10:00;00');
    expect(timecode(107892, NTSC, true)).toBe('01:00:00;00');
    expect(timecode(3600, { num: 60000, den: 1001 }, true)).toBe('00:01:00;04');
    expect(parseTimecode('00:01:00;00', NTSC)).toBeNull();
  });

  it('writes colons where there is no drop-frame', () => {
    expect(timecode(1800, NTSC)).toBe('00:01:00:00');
    expect(timecode(49, PAL, true)).toBe('00:00:01:24');
  });

  it('refuses what names no frame', () => {
    for (const text of ['', '1', '00:00:00:25', '00:60:00:00', '24:00:00:00', '00:00:00;00', 'x'])
      expect(parseTimecode(text, PAL)).toBeNull();
  });
});

describe('places that people type', () => {
  it.each([
    ['#120', 120], ['12.4', 310], ['1:02', 1550], ['0:00:04', 100], ['00:00:04:05', 105], ['  2,0 ', 50],
  ])('%s is frame %i at 25 a second', (text, frame) => expect(parsePlace(text, PAL)).toBe(frame));

  it('counts from the first frame of a film that begins at 10:00:00:00', () => {
    const start = parseTimecode('10:00:00:00', PAL) ?? 0;
    expect(parsePlace('10:00:01:05', PAL, start)).toBe(30);
    expect(parsePlace('09:00:00:00', PAL, start)).toBeNull();
  });
});

it('says lengths as people do', () => {
  expect(clock(3_723_045)).toBe('01:02:03.045');
  expect(clock(59_999, 0)).toBe('00:00:59');
  expect(span(400, PAL)).toBe('10 f');
  expect(span(4_210, PAL)).toBe('4.2 s');
  expect(span(185_000, PAL)).toBe('3:05');
});
