// A WebSocket that comes back by itself and knows the box's clock.

const QUIET_LIMIT_MS = 15000;
const PING_EVERY_MS = 5000;
const LONGEST_WAIT_MS = 5000;
const SAMPLES = 8;

export class Live {
  #path;
  #listener;
  #socket = null;
  #tries = 0;
  #heardAt = 0;
  #samples = [];
  #ids = 0;

  /** listener: { opened(), frame(frame), closed(everOpened) } */
  constructor(path, listener) {
    this.#path = path;
    this.#listener = listener;
    setInterval(() => this.#tick(), PING_EVERY_MS);
    this.#connect();
  }

  get isOpen() { return this.#socket?.readyState === WebSocket.OPEN; }

  /** The box's clock now, Unix time in ms. */
  serverNow() { return this.serverTimeOf(performance.now()); }

  /** The box's clock at a moment of performance.now(); the exchange that took least time tells it best. */
  serverTimeOf(moment) {
    const best = this.#samples.reduce((a, b) => (a && a.trip <= b.trip ? a : b), null);
    return moment + (best ? best.offset : performance.timeOrigin);
  }

  send(type, data, workspaceId) {
    if (!this.isOpen) return null;
    const id = String(++this.#ids);
    this.#socket.send(JSON.stringify({ type, id, workspaceId, data }));
    return id;
  }

  #connect() {
    const socket = new WebSocket(new URL(this.#path, location.href.replace(/^http/, 'ws')));
    let opened = false;
    this.#socket = socket;
    this.#heardAt = performance.now();
    socket.onopen = () => {
      opened = true;
      this.#tries = 0;
      this.#samples = [];
      for (let i = 0; i < 3; i++) this.#ping();
      this.#listener.opened?.();
    };
    socket.onmessage = (message) => {
      this.#heardAt = performance.now();
      const frame = JSON.parse(message.data);
      if (frame.type === 'pong') this.#learn(frame.data);
      else this.#listener.frame(frame);
    };
    socket.onclose = () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#listener.closed?.(opened);
      const wait = Math.min(LONGEST_WAIT_MS, 250 * 2 ** this.#tries++) * (0.75 + Math.random() / 2);
      setTimeout(() => this.#connect(), wait);
    };
  }

  #tick() {
    if (!this.isOpen) return;
    // A cable that was pulled closes nothing.
    if (performance.now() - this.#heardAt > QUIET_LIMIT_MS) this.#socket.close();
    else this.#ping();
  }

  #ping() { this.send('ping', { t0: performance.now() }); }

  #learn({ t0, serverTimeMs }) {
    const now = performance.now();
    this.#samples.push({ trip: now - t0, offset: serverTimeMs - (now + t0) / 2 });
    if (this.#samples.length > SAMPLES) this.#samples.shift();
  }
}
