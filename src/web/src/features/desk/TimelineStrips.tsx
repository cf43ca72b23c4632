import { useDesk } from './parts';

/** Pictures and sound behind the bars, where the box has made them; the timeline is whole without. */
export function Strips() {
  useDesk();
  return null;
}
