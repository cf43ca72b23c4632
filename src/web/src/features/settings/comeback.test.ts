import { describe, expect, it } from 'vitest';
import { comeback, type Step } from './comeback';

async function stepsOf(answers: readonly (number | 'gone')[]): Promise<Step[]> {
  const steps: Step[] = [];
  let at = 0;
  await comeback(
    (step) => steps.push(step),
    async () => {
      const answer = answers[Math.min(at++, answers.length - 1)];
      if (answer === 'gone' || answer === undefined) throw new TypeError('Failed to fetch');
      return answer;
    },
    async () => undefined,
  );
  return steps;
}

describe('a box that restarts', () => {
  it('is gone and comes back', async () => expect(await stepsOf([200, 200, 'gone', 'gone', 401])).toEqual(['away', 'back']));
  it('is noticed also where nobody saw it go', async () => expect(await stepsOf([200, 401])).toEqual(['back']));
  it('is said to be late after a minute, and waited for on', async () =>
    expect(await stepsOf([...Array<'gone'>(210).fill('gone'), 503, 200])).toEqual(['away', 'late', 'back']));
});
