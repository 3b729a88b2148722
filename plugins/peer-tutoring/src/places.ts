import { finding, type Finding, type Settling, t, type Text } from '@xieshou/sdk';
import type { Known, Result } from './registers.js';

/** What the adviser decides where somebody is ranked among others than before. */
export const otherCohort = 'otherCohort';

/** How many places somebody has risen, in words too; or why the ranks are not compared. */
type Rise = { readonly places: number; readonly text: Text } | { readonly refusal: Finding };

/** The place of a rank among other ranks: people tied on a rank share a place. */
const placeAmong = (ranks: readonly number[], rank: number): number => ranks.filter((other) => other < rank).length + 1;

/** Both ranks of everybody who is ranked in the same cohort in both terms, by cohort. */
const presentInBoth = ({ before, after }: Settling<Known>['entries']) => {
  const present = new Map<string, { readonly was: number; readonly is: number }[]>();
  for (const [person, { results: was }] of before) {
    const is = after.get(person)?.results;
    if (!was || !is || was.cohort !== is.cohort) continue;
    const ranks = present.get(was.cohort) ?? [];
    ranks.push({ was: was.rank, is: is.rank });
    present.set(was.cohort, ranks);
  }
  return present;
};

/**
 * How ranks of two terms are compared. Where the number of people ranked has changed, those present in both terms are
 * ranked anew among themselves; where somebody is ranked among others, nothing is compared unless the adviser says so.
 */
export const rises = (entries: Settling<Known>['entries']) => {
  const present = presentInBoth(entries);
  return (was: Result, is: Result, decided: string | undefined): Rise => {
    const shown = (before: number, after: number, rest: Text): Rise => ({
      places: before - after,
      text: t(`智育名次 ${before} → ${after}（${rest.zh}）`, `rank ${before} to ${after} (${rest.en})`),
    });
    if (was.cohort !== is.cohort) {
      const cohorts = t(
        `排名范围由“${was.cohort}”变为“${is.cohort}”`,
        `ranked in ${is.cohort}, before in ${was.cohort}`,
      );
      if (decided !== undefined)
        return shown(
          was.rank,
          is.rank,
          t(`${cohorts.zh}，经核实照常计算：${decided}`, `${cohorts.en}; decided: ${decided}`),
        );
      return {
        refusal: finding(
          'rank',
          false,
          t(`${cohorts.zh}，名次不作比较，须由班主任决定`, `${cohorts.en}: not compared unless the adviser decides`),
        ),
      };
    }
    if (was.cohortSize === is.cohortSize)
      return shown(
        was.rank,
        is.rank,
        t(`${is.cohort}，共 ${is.cohortSize} 人`, `${is.cohort}, ${is.cohortSize} people`),
      );
    const ranks = present.get(is.cohort) ?? [];
    const [before, after] = [ranks.map((one) => one.was), ranks.map((one) => one.is)];
    return shown(
      placeAmong(before, was.rank),
      placeAmong(after, is.rank),
      t(
        `人数由 ${was.cohortSize} 变为 ${is.cohortSize}，按两学期都在的 ${ranks.length} 人重新排名`,
        `${was.cohortSize} people before, ${is.cohortSize} now: ranked anew among the ${ranks.length} present in both`,
      ),
    );
  };
};
