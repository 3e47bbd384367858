/** What ratings come to. */

export interface Rated {
  count: number;
  /** Null without a rating: nobody gave 0 stars. */
  average: number | null;
  /** How many gave 1, 2, … 5 stars. */
  byStars: readonly number[];
}

export function ratedBy(stars: readonly number[]): Rated {
  const byStars = [1, 2, 3, 4, 5].map((wanted) => stars.filter((given) => given === wanted).length);
  const count = stars.length;
  return { count, average: count === 0 ? null : stars.reduce((sum, given) => sum + given, 0) / count, byStars };
}
