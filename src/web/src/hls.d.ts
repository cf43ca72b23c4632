// The light build has the same types, without what it lacks (subtitles, other sound tracks, DRM).
declare module 'hls.js/light' {
  export { default } from 'hls.js';
}
