export const helpTexts = {
  title: 'Help',
  label: 'The guide',
  search: 'Search the help',
  results: (n: number) => (n === 0 ? 'Nothing has all these words.' : n === 1 ? '1 part has these words' : `${n} parts have these words`),
  onPage: 'On this page',
  print: 'Print this page',
  next: (title: string) => `Next: ${title}`,
  gone: 'There is no such page in the guide.',
  toFirst: 'To its first page',
  open: 'Read the guide',
  whatToDo: 'What to do',
  lamps: 'What each line and lamp means',
} as const;
