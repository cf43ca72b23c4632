// The start page: claim or sign in, then the workspaces with their bookmarks and clips, as the hub tells them.
import { Live } from './live.js';

const MOST_ROOMS = 20;
const $ = (id) => document.getElementById(id);
const rooms = new Map(); // id → { card, seq, marks }
let live = null;
let vtr = null;

async function call(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const said = await answer.json();
  if (said.success) return said.data;
  throw Object.assign(new Error(said.error.message), { status: answer.status });
}

// The code of an invite stands behind the #, which no server sees; it goes from the address as soon as it is read.
let invite = location.pathname === '/invite' ? decodeURIComponent(location.hash.slice(1)) : '';
if (location.pathname === '/invite') history.replaceState(null, '', '/');

async function begin() {
  try {
    const { claimed } = await call('GET', '/api/setup');
    if (!claimed) return showDoor(false);
    await call('GET', '/api/auth/session');
    if (invite) await accept({ code: invite });
    await enter();
  } catch (e) {
    if (e.status === 401) invite ? showInvite() : showDoor(true);
    else if (invite && (e.status === 404 || e.status === 429)) {
      invite = '';
      await begin();
      $('said').textContent = e.message;
    }
    else {
      pill('not reachable', 'bad');
      setTimeout(begin, 3000);
    }
  }
}

function showDoor(claimed) {
  pill(claimed ? 'running' : 'not claimed', claimed ? 'good' : 'bad');
  const form = $('door-form');
  $('door-title').textContent = claimed ? 'Sign in' : 'Claim this box';
  $('door-text').textContent = claimed
    ? ''
    : 'Nobody owns this box yet. Enter the code that it shows at its console (also in the file claim-code), and choose your name and a password of 10 characters or more.';
  $('code-row').hidden = claimed;
  $('remember-row').hidden = !claimed;
  form.elements.code.required = !claimed;
  form.elements.password.autocomplete = claimed ? 'current-password' : 'new-password';
  form.elements.password.minLength = claimed ? 0 : 10;
  form.querySelector('button').textContent = claimed ? 'Sign in' : 'Claim';
  form.onsubmit = (event) => {
    event.preventDefault();
    pass(form, claimed);
  };
  $('inside').hidden = true;
  $('leave').hidden = true;
  $('door').hidden = false;
  form.elements[claimed ? 'username' : 'code'].focus();
}

async function accept(wanted) {
  await call('POST', '/api/auth/invite', wanted);
  invite = '';
}

// Who was invited needs a name only; who has an account signs in instead, and is taken along.
function showInvite() {
  showDoor(true);
  const form = $('door-form');
  $('door-title').textContent = 'You are invited';
  $('door-text').textContent = 'Choose the name that the others see. If you have an account here, sign in with its password instead.';
  $('remember-row').hidden = true;
  form.elements.password.required = false;
  form.querySelector('button').textContent = 'Come in';
  form.onsubmit = async (event) => {
    event.preventDefault();
    const { username, password } = form.elements;
    $('door-error').textContent = '';
    try {
      if (password.value) await call('POST', '/api/auth/login', { username: username.value, password: password.value });
      await accept({ code: invite, displayName: username.value });
      form.elements.password.required = true;
      form.reset();
      await enter();
    } catch (e) {
      $('door-error').textContent = e.message;
    }
  };
}

async function pass(form, claimed) {
  const { code, username, password, remember } = form.elements;
  $('door-error').textContent = '';
  try {
    const name = { username: username.value, password: password.value };
    if (claimed) await call('POST', '/api/auth/login', { ...name, remember: remember.checked });
    else await call('POST', '/api/setup/claim', { ...name, code: code.value.trim() });
    form.reset();
    await enter();
  } catch (e) {
    $('door-error').textContent = e.message;
  }
}

async function enter() {
  $('door').hidden = true;
  $('inside').hidden = false;
  $('leave').hidden = false;
  showVtr(await call('GET', '/api/vtr'));
  await listRooms();
  live ??= new Live('/hub', { opened: joinAll, frame: hear, closed: lost });
}

async function listRooms() {
  const list = await call('GET', `/api/workspaces?limit=${MOST_ROOMS}`);
  for (const workspace of list) if (!rooms.has(workspace.id)) addRoom(workspace);
  $('no-rooms').hidden = rooms.size > 0;
}

function addRoom(workspace) {
  const card = $('room').content.firstElementChild.cloneNode(true);
  const id = `room-${workspace.id}`;
  card.querySelector('h3').textContent = workspace.title;
  card.querySelector('h3').id = id;
  card.setAttribute('aria-labelledby', id);
  $('rooms').append(card);
  rooms.set(workspace.id, { card, seq: null, marks: new Map() });
}

async function joinAll() {
  pill('live', 'good');
  // What was made while nobody listened.
  await listRooms().catch(() => {});
  for (const [workspaceId, room] of rooms) live.send('join', room.seq === null ? { workspaceId } : { workspaceId, sinceSeq: room.seq }, workspaceId);
}

async function lost() {
  pill('reconnecting', 'bad');
  try {
    await call('GET', '/api/auth/session');
  } catch (e) {
    if (e.status === 401) location.reload();
  }
}

function hear({ type, workspaceId, data, seq }) {
  if (type === 'vtr_state') return showVtr(data);
  const room = rooms.get(workspaceId);
  if (!room) return;
  if (seq !== undefined) room.seq = seq;
  switch (type) {
    case 'joined':
      room.seq = data.seq;
      if (!data.snapshot) break;
      room.marks = new Map(data.snapshot.bookmarks.map((mark) => [mark.id, mark]));
      showDeck(room, data.snapshot.deck);
      break;
    case 'bookmark_created':
    case 'bookmark_locked':
      room.marks.set(data.id, data);
      break;
    case 'bookmark_updated':
      room.marks.set(data.bookmark.id, data.bookmark);
      break;
    case 'bookmark_deleted':
      room.marks.delete(data.id);
      break;
    case 'job_progress':
      note(room, data.bookmarkId, (clip) => ({ ...clip, state: data.state, progressPercent: data.progressPercent }));
      break;
    case 'clip_ready':
      note(room, data.bookmarkId, () => ({ ...data, state: 'complete' }));
      break;
    case 'deck_state':
      return showDeck(room, data);
    default:
      return undefined;
  }
  return showMarks(room);
}

function note(room, bookmarkId, change) {
  const mark = room.marks.get(bookmarkId);
  if (mark) room.marks.set(bookmarkId, { ...mark, clip: change(mark.clip ?? {}) });
}

function showDeck(room, deck) {
  const text = deck.state === 'stopped' ? 'Deck: nobody has loaded it' : `Deck: ${deck.state} at ${clock(deck.positionMs)}`;
  room.card.querySelector('.deck').textContent = deck.markInMs === undefined ? text : `${text}, IN at ${clock(deck.markInMs)}`;
}

function showMarks(room) {
  const body = room.card.querySelector('tbody');
  const focus = document.activeElement?.dataset?.key;
  const marks = [...room.marks.values()].sort((a, b) => b.number - a.number);
  body.replaceChildren(...marks.map(row));
  room.card.querySelector('.wide').hidden = marks.length === 0;
  room.card.querySelector('.none').hidden = marks.length > 0;
  if (focus) document.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
}

function row(mark) {
  const line = document.createElement('tr');
  line.dataset.mark = mark.id;
  line.append(
    cell(String(mark.number).padStart(3, '0')),
    cell(mark.label || '–'),
    cell(mark.timecode.in),
    cell(mark.timecode.out),
    clipCell(mark.clip),
    keysCell(mark),
  );
  light(line);
  return line;
}

function cell(text) {
  const made = document.createElement('td');
  made.textContent = text;
  return made;
}

function clipCell(clip) {
  const made = cell('');
  if (!clip?.state) return made;
  const ready = clip.state === 'complete' && clip.url;
  const text = document.createElement(ready ? 'a' : 'span');
  text.className = `clip-${clip.state}`;
  if (ready) text.href = clip.url;
  text.textContent = ready ? clip.fileName || 'ready'
    : clip.state === 'processing' ? `cutting ${clip.progressPercent ?? 0} %`
    : clip.state === 'queued' ? 'waiting' : clip.state;
  made.append(text);
  return made;
}

function keysCell(mark) {
  const made = cell('');
  for (const press of ['cue', 'fire']) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = press === 'cue' ? 'Cue' : 'Fire';
    button.className = press === 'fire' ? 'go' : '';
    button.dataset.key = `${press} ${mark.id}`;
    button.setAttribute('aria-label', `${button.textContent} ${mark.number}${mark.label ? `, ${mark.label}` : ''}`);
    button.onclick = () => tell(press, { bookmarkId: mark.id });
    made.append(button);
  }
  return made;
}

async function tell(press, body) {
  try {
    const state = await call('POST', `/api/vtr/${press}`, press === 'cue' || press === 'fire' ? body : {});
    say(state.notice ?? '');
  } catch (e) {
    say(e.message);
  }
}

function showVtr(state) {
  vtr = state;
  $('vtr-state').textContent = state.state;
  $('vtr-state').className = `state ${state.state}`;
  $('vtr-clip').textContent = state.clip ? `${String(state.clip.number).padStart(3, '0')} ${state.clip.label}${state.onAir ? ' · on air' : ''}` : '';
  const last = state.lastRoll?.pressToFrameMs;
  $('vtr-outputs').textContent = [
    state.outputs.length ? `Program pages: ${state.outputs.map((o) => `${o.name} (${o.fault ?? o.state}${o.muted ? ', no sound' : ''})`).join(', ')}` : 'No program page is connected.',
    last === undefined || last === null ? '' : `Last roll: ${Math.round(last)} ms from press to picture.`,
  ].join(' ');
  for (const line of document.querySelectorAll('tr[data-mark]')) light(line);
  count();
}

function light(line) {
  const mine = vtr?.clip?.bookmarkId === line.dataset.mark;
  line.classList.toggle('live', mine && vtr.state !== 'cued');
  line.classList.toggle('next', mine && vtr.state === 'cued');
}

function count() {
  if (!vtr?.clip) {
    $('vtr-time').textContent = '';
    return;
  }
  const rolled = vtr.state === 'rolling' && live ? live.serverNow() - vtr.atServerMs : 0;
  $('vtr-time').textContent = `−${clock(Math.max(0, vtr.remainingMs - rolled), 1)}`;
  if (vtr.state === 'rolling') requestAnimationFrame(count);
}

function clock(ms, digits = 3) {
  const s = ms / 1000;
  const two = (n) => String(Math.floor(n)).padStart(2, '0');
  return `${two(s / 3600)}:${two((s / 60) % 60)}:${(s % 60).toFixed(digits).padStart(3 + digits, '0')}`;
}

function pill(text, kind) {
  $('link').textContent = text;
  $('link').className = `pill ${kind}`;
}

function say(text) { $('said').textContent = text; }

for (const button of document.querySelectorAll('[data-vtr]')) button.onclick = () => tell(button.dataset.vtr);
$('leave').onclick = async () => {
  await call('POST', '/api/auth/logout', {}).catch(() => {});
  location.reload();
};
$('key').onclick = async () => {
  try {
    const { url } = await call('POST', '/api/vtr/program-key', {});
    $('key-url').textContent = new URL(url, location.href);
    say('Put this address into an OBS browser source. It is shown this once; an older one ends now.');
  } catch (e) {
    say(e.message);
  }
};
begin();
