// Drawn here, as fonts differ in which signs they have.
const PATHS = {
  add: 'M11 4h2v7h7v2h-7v7h-2v-7H4v-2h7z',
  check: 'm9.5 18.2-6-6L5 10.7l4.5 4.6L19 5.8l1.5 1.4z',
  copy: 'M8 3h12v13h-4v5H4V8h4zm2 2v3h6v6h2V5zM6 10v9h8v-9z',
  download: 'M11 3h2v9.2l3.3-3.3 1.4 1.4L12 16l-5.7-5.7 1.4-1.4 3.3 3.3zM4 18h16v2.5H4z',
  grid: 'M4 4h7v7H4zm9 0h7v7h-7zM4 13h7v7H4zm9 0h7v7h-7z',
  list: 'M4 5h16v2.5H4zm0 5.8h16v2.4H4zm0 5.7h16V19H4z',
  search: 'M10.5 4a6.5 6.5 0 0 1 5.2 10.4l4.7 4.7-1.4 1.4-4.7-4.7A6.5 6.5 0 1 1 10.5 4zm0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z',
  pin: 'M8 3h8v2l-1 1v5l3 3v2h-5v6h-2v-6H6v-2l3-3V6L8 5z',
  play: 'M7 4.5v15l12-7.5z',
  pause: 'M6 5h4v14H6zM14 5h4v14h-4z',
  back: 'M12 5v14L2.5 12zM21.5 5v14L12 12z',
  forward: 'M12 5v14l9.5-7zM2.5 5v14L12 12z',
  frameBack: 'M5 5h2.5v14H5zM19 5v14l-9.5-7z',
  frameForward: 'M16.5 5H19v14h-2.5zM5 5v14l9.5-7z',
  loop: 'M12 4a8 8 0 0 1 7.7 6h-2.1A6 6 0 0 0 6.3 10.5H9v2H3v-6h2v2.2A8 8 0 0 1 12 4zm0 16a8 8 0 0 1-7.7-6h2.1a6 6 0 0 0 11.3-.5H15v-2h6v6h-2v-2.2A8 8 0 0 1 12 20z',
  sound: 'M4 9h4l5-4.5v15L8 15H4zM15.5 8.5a5 5 0 0 1 0 7zM15.5 4.5a9 9 0 0 1 0 15v-2.2a7 7 0 0 0 0-10.6z',
  silent: 'M4 9h4l5-4.5v15L8 15H4zM15 9.4 16.4 8l2.1 2.1L20.6 8 22 9.4l-2.1 2.1 2.1 2.1-1.4 1.4-2.1-2.1-2.1 2.1-1.4-1.4 2.1-2.1z',
  lock: 'M7 10V8a5 5 0 0 1 10 0v2h1.5v10h-13V10zm2 0h6V8a3 3 0 0 0-6 0z',
  unlock: 'M7 10V8a5 5 0 0 1 9.6-2l-1.9.8A3 3 0 0 0 9 8v2h9.5v10h-13V10z',
  bin: 'M9 3h6l1 2h4v2H4V5h4zM6 9h12l-1 12H7z',
  close: 'm6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z',
  pointer: 'M11 2h2v4a6 6 0 0 1 5 5h4v2h-4a6 6 0 0 1-5 5v4h-2v-4a6 6 0 0 1-5-5H2v-2h4a6 6 0 0 1 5-5zm1 6a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm0 2.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z',
  clock: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zm0 2a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm-1 2.5h2v4.1l3 1.7-1 1.8-4-2.4z',
  talk: 'M4 4h16v12h-8l-5 4.5V16H4zm2 2v8h3v2l2.2-2H18V6z',
  answer: 'M10 5v4c6 .4 9.5 3.5 10.5 9.5-2.5-3.5-5.5-5-10.5-5v4L3 11z',
  pen: 'M4 16.5 15.5 5 19 8.5 7.5 20H4zM17 3.5l1-1L21.5 6l-1 1z',
  whole: 'M3 3h6v2H6.4l4.3 4.3-1.4 1.4L5 6.4V9H3zm18 0v6h-2V6.4l-4.3 4.3-1.4-1.4L17.6 5H15V3zM3 21v-6h2v2.6l4.3-4.3 1.4 1.4L6.4 19H9v2zm18 0h-6v-2h2.6l-4.3-4.3 1.4-1.4 4.3 4.3V15h2z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return <svg class="sign" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true"><path d={PATHS[name]} fill="currentColor" fill-rule="evenodd" /></svg>;
}
