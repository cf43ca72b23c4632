/** A place as people type it, 90, 1:30 or 1:02:30.5, in ms; empty is the start; null for what is none. */
export function placeOf(text: string): number | null {
  const said = text.trim().replace(',', '.');
  if (said === '') return 0;
  if (!/^\d{1,6}(:[0-5]?\d){0,2}(\.\d{1,3})?$/.test(said)) return null;
  const seconds = said.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Math.round(seconds * 1000);
}
