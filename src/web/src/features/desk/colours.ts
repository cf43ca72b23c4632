/** The colours that are offered; others, from lists of edit rooms, are shown as they are. */
export const COLOURS = [
  { value: '#e5484d', name: 'Red' },
  { value: '#f5a524', name: 'Orange' },
  { value: '#f7d154', name: 'Yellow' },
  { value: '#46a758', name: 'Green' },
  { value: '#12a594', name: 'Teal' },
  { value: '#3e8bff', name: 'Blue' },
  { value: '#8e6cef', name: 'Violet' },
  { value: '#d864b8', name: 'Pink' },
] as const;
