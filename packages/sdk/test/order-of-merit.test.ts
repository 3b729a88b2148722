import { describe, expect, it } from 'vitest';
import { orderOfMerit } from '../src/index.js';

const seats = (scores: readonly number[], n: number) =>
  orderOfMerit(scores, { score: (score) => score, seats: n }).map(({ score, place, level, seat }) => [
    score,
    place,
    level,
    seat,
  ]);

describe('the order of merit', () => {
  it('goes by score, the highest first, for so many seats', () => {
    expect(seats([70, 90, 80], 2)).toEqual([
      [90, 1, 1, 'given'],
      [80, 2, 1, 'given'],
      [70, 3, 1, 'none'],
    ]);
  });

  it('lets those who are level share a place, and the next has the place after all of them', () => {
    expect(seats([90, 80, 80, 70], 3)).toEqual([
      [90, 1, 1, 'given'],
      [80, 2, 2, 'given'],
      [80, 2, 2, 'given'],
      [70, 4, 1, 'none'],
    ]);
  });

  it('prefers nobody where the last seat would divide those who are level', () => {
    expect(seats([90, 80, 80, 70], 2).map((one) => one[3])).toEqual(['given', 'tied', 'tied', 'none']);
    expect(seats([80, 80, 80], 3).map((one) => one[3])).toEqual(['given', 'given', 'given']);
  });

  it('gives nothing where there are no seats, and answers nothing of nobody', () => {
    expect(seats([80], 0)).toEqual([[80, 1, 1, 'none']]);
    expect(seats([], 3)).toEqual([]);
  });
});
