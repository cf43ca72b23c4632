// The program page: holds the cued clip decoded on its IN frame and plays it when the box says so. A connection that comes or goes never changes
// what is on the picture: the first state after connecting may put a clip on its IN frame, but never rolls, stops or clears anything that moves.
import { Live } from './live.js';

const LATE_MS = 500;
const options = new URLSearchParams(location.search);
const showsStandby = options.get('standby') !== 'hidden';
const key = options.get('key');

/** One video element, and what is in it. */
class Deck {
  constructor(video) {
    this.video = video;
    this.media = null;
    this.ready = null;
  }

  /** Loads a clip. */
  load(media, clip) {
    if (this.media === media && this.ready) return this.ready;
    this.media = media;
    const { num, den } = clip.frameRate;
    this.frame = (time) => Math.round((time * num) / den);
    this.inFrame = this.frame(clip.inMs / 1000);
    this.outFrame = clip.outMs < clip.durationMs ? this.frame(clip.outMs / 1000) : Infinity;
    // Just behind its start, so that rounding never shows the frame before.
    this.inTime = this.inFrame === 0 ? 0 : ((this.inFrame + 0.1) * den) / num;
    this.video.src = media;
    this.ready = new Promise((resolve, reject) => {
      this.video.onloadeddata = () => resolve();
      this.video.onerror = () => reject(new Error(this.video.error?.message || 'The clip could not be read.'));
    });
    this.ready.catch(() => {});
    this.video.load();
    return this.ready;
  }

  clear() {
    this.show(false);
    this.video.pause();
    this.media = null;
    this.ready = null;
    this.video.onloadeddata = this.video.onerror = null;
    this.video.removeAttribute('src');
    this.video.load();
  }

  show(visible) { this.video.classList.toggle('shown', visible); }

  /** Stands on IN. */
  async rewind() {
    this.video.pause();
    if (this.video.currentTime === this.inTime && !this.video.seeking) return;
    const arrived = new Promise((resolve) => this.video.addEventListener('seeked', resolve, { once: true }));
    this.video.currentTime = this.inTime;
    await arrived;
  }

  /** Tells of the first frame and of OUT. */
  watch(first, out) {
    const video = this.video;
    video.onended = out;
    video.requestVideoFrameCallback((_, frame) => first(frame));
    if (this.outFrame === Infinity) return;
    // A clip with handles goes on behind OUT: stand on the last frame before it, for as long as that frame lasts.
    const look = (_, { mediaTime }) => {
      if (video.paused) return;
      if (this.frame(mediaTime) < this.outFrame - 1) video.requestVideoFrameCallback(look);
      else {
        video.pause();
        setTimeout(out, 40);
      }
    };
    video.requestVideoFrameCallback(look);
  }

  /** Plays; without sound where the browser allows nothing else. */
  async play() {
    try {
      await this.video.play();
    } catch (refused) {
      if (refused.name !== 'NotAllowedError') throw refused;
      this.video.muted = true;
      await this.video.play();
    }
  }
}

// A video waits for its sound, and a sound output of its own takes some 70 ms to start. One that runs all the time is there at once. Where a
// browser lets no page sound before it was touched, the videos keep their own.
const sound = new AudioContext({ latencyHint: 'interactive' });
if (sound.state === 'running') {
  for (const id of ['a', 'b']) sound.createMediaElementSource(document.getElementById(id)).connect(sound.destination);
  // A video in it stands still while it does, as when the sound device is changed.
  sound.onstatechange = () => { if (sound.state !== 'running' && sound.state !== 'closed') sound.resume(); };
}

let [front, back] = ['a', 'b'].map((id) => new Deck(document.getElementById(id)));
let phase = 'empty'; // empty, loading, cued, rolling, held
let shown = { media: null, clipId: null, rollId: null };
let latest = null;
let isFirst = true;
let missed = null;
let task = 0; // what was begun before the last command is not finished

const live = new Live(`/program/live${key ? `?key=${encodeURIComponent(key)}` : ''}`, {
  opened() {
    isFirst = true;
    note('');
    live.send('program_hello', { name: (options.get('name') ?? '').slice(0, 64) });
  },
  frame(frame) {
    if (frame.type !== 'vtr_state') return;
    latest = frame.data;
    const first = isFirst;
    isFirst = false;
    follow(latest, first);
  },
  closed(wasOpen) {
    if (!wasOpen && phase === 'empty' && !window.obsstudio) note('Not connected. Open this page with its key, or sign in at the start page.');
  },
});

function follow(state, first) {
  const moves = phase === 'rolling' || phase === 'held';
  if (first) {
    // A roll that began while this page was not there is not this page's.
    missed = state.rollId;
    if (moves) report();
    else if (state.state === 'cued') cue(state);
    else if (state.state === 'empty') empty();
    return;
  }
  switch (state.state) {
    case 'empty':
      // The box's clock may be a frame ahead: a clip that ends by itself is shown to its last frame.
      if (!(state.cause === 'end' && phase === 'rolling')) empty();
      break;
    case 'cued':
      // The last frames of the clip before are shown first, unless it was stopped.
      if (phase === 'rolling' && state.cause === 'cue') prepare(state);
      else cue(state);
      break;
    case 'rolling':
      if (shown.rollId === state.rollId || missed === state.rollId) break;
      if (live.serverNow() - state.rolledAtMs > LATE_MS) late(state);
      else roll(state);
      break;
    case 'held':
      if (phase === 'rolling' && shown.rollId === state.rollId) hold();
      break;
  }
}

function prepare(state) {
  if (front.media !== state.media) back.load(state.media, state.clip).catch(() => {});
}

async function cue(state) {
  if (shown.media === state.media && (phase === 'cued' || phase === 'loading')) return;
  await standOnIn(state, async (mine) => {
    phase = 'cued';
    front.show(showsStandby);
    report();
    return mine;
  });
}

async function roll(state) {
  const pressed = { media: state.media, clipId: state.clip.id, rollId: state.rollId };
  if (shown.media === state.media && phase === 'cued') {
    task++;
    shown = pressed;
    await start();
    return;
  }
  await standOnIn(state, async () => {
    shown = pressed;
    await start();
  });
}

async function standOnIn(state, then) {
  const mine = ++task;
  const player = front.media === state.media ? front : back;
  shown = { media: state.media, clipId: state.clip.id, rollId: shown.rollId };
  phase = 'loading';
  try {
    await player.load(state.media, state.clip);
    await player.rewind();
    if (mine !== task) return;
    if (player !== front) {
      [front, back] = [back, front];
      back.clear();
    }
    await then(mine);
  } catch (fault) {
    if (mine === task) report({ state: 'fault', fault: fault.message });
  }
}

async function start() {
  const { rollId } = shown;
  phase = 'rolling';
  front.watch(
    (frame) => {
      if (shown.rollId !== rollId) return;
      report({ firstFramePresentedAtMs: live.serverTimeOf(frame.expectedDisplayTime), firstFrameMs: (frame.mediaTime - front.inTime) * 1000 });
    },
    () => ended(rollId),
  );
  front.show(true);
  try {
    await front.play();
  } catch (fault) {
    // A stop during the start of playing ends it too; that is no fault.
    if (fault.name !== 'AbortError') report({ state: 'fault', fault: fault.message });
  }
}

function hold() {
  front.video.pause();
  phase = 'held';
  report();
}

function ended(rollId) {
  if (phase !== 'rolling' || shown.rollId !== rollId) return;
  front.show(false);
  phase = 'empty';
  shown = { media: null, clipId: null, rollId };
  if (latest?.state === 'cued') cue(latest);
  else report();
}

function empty() {
  task++;
  if (front.media) front.clear();
  if (back.media) back.clear();
  const wasEmpty = phase === 'empty' && !shown.media;
  phase = 'empty';
  shown = { media: null, clipId: null, rollId: shown.rollId };
  if (!wasEmpty || isFirst) report();
}

function late(state) {
  missed = state.rollId;
  report({ state: 'late', fault: 'The roll came too late to be shown.' });
}

function report(more) {
  live.send('program_report', {
    state: phase,
    clipId: shown.clipId,
    rollId: shown.rollId,
    muted: front.video.muted,
    ...more,
  });
}

function note(text) {
  const place = document.getElementById('note');
  place.textContent = text;
  place.hidden = !text;
}
