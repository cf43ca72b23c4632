export const welcomeTexts = {
  title: 'First steps',
  steps: { source: 'Films', share: 'Share', panel: 'Panel', workspace: 'Workspace' },
  step: (n: number, of: number) => `Step ${n} of ${of}`,
  source: {
    title: 'Where are your films?',
    text: 'Name a folder at the box. The films stay where they are; the box reads them only.',
    plex: 'A Plex server can be added in the settings.',
    there: 'The box reads these',
  },
  share: {
    title: 'Where do the clips go?',
    text: 'Each finished clip lies on the share, under its own name. Open it once on the computers that need the clips.',
  },
  panel: {
    title: 'Press a key',
    text: 'Keys on a phone, or keys that are plugged in, mark and roll. Press one here and see that the box hears it; what it does shows with the first workspace.',
    phone: 'The touch panel, on a phone in this network',
  },
  workspace: {
    title: 'The first workspace',
    text: 'Choose the film that the team works on.',
    none: 'The box has found no film yet.',
    noneHint: 'Add a folder, or come back when it has been looked through.',
    library: 'All films',
  },
  back: 'Back',
  skip: 'Skip',
  next: 'Next',
  finish: 'Finish',
  later: 'All of this is found again in the settings.',
} as const;
