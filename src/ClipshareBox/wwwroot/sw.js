// The installed app opens also while the box is away, and says so then. Kept are the page and its hashed files, which never change; nothing of
// the API, no picture and no film: what people see of the box is always the box's own word. The guide is among the files, as help is wanted most then.
const KEPT = 'app-1';
const PAGE = '/app/index.html';
const LIST = '/app/kept.json';
const MOST = 80;

self.addEventListener('install', (event) => {
  // Straight to the box where browsers can: no call waits for this worker, and the last one of a page that is left does not get lost with the page.
  event.addRoutes?.({ condition: { urlPattern: '/api/*' }, source: 'network' });
  event.waitUntil(caches.open(KEPT).then((kept) => kept.add(PAGE).then(() => keep(kept))).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => event.waitUntil(
  caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()),
));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (pathname.startsWith('/app/assets/')) event.respondWith(asset(request));
  else if (request.mode === 'navigate' && !/^\/(api|openapi|program|metrics|health)/.test(pathname)) event.respondWith(page(event));
});

async function asset(request) {
  const kept = await caches.open(KEPT);
  const known = await kept.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) {
    await kept.put(request, answer.clone());
    await trim(kept);
  }
  return answer;
}

// The box's own page where it answers: an update is seen at once.
async function page(event) {
  const { request } = event;
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      await kept.put(PAGE, answer.clone());
      event.waitUntil(keep(kept));
    }
    return answer;
  } catch (error) {
    const known = await kept.match(PAGE);
    if (known) return known;
    throw error;
  }
}

// What this version needs to open, and its guide, also where nobody has opened that yet.
async function keep(kept) {
  try {
    const wanted = await (await fetch(LIST)).json();
    for (const path of wanted) if (!(await kept.match(path))) await kept.add(path);
  } catch {
    // the box went away in the middle: the next page that it answers tries again
  }
}

// Files of older versions go, the oldest first.
async function trim(kept) {
  const assets = (await kept.keys()).filter((request) => new URL(request.url).pathname !== PAGE);
  await Promise.all(assets.slice(0, Math.max(0, assets.length - MOST)).map((request) => kept.delete(request)));
}
