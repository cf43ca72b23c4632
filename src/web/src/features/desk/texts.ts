export const deskTexts = {
  title: 'Desk',
} as const;
