import { schoolYearOf } from '@xieshou/sdk';

interface CalendarTerms {
  readonly today: string;
  readonly terms: readonly { readonly id: string; readonly starts: string; readonly ends: string }[];
}

/** School years whose both terms stand in the calendar, oldest first: only in these can a programme run. */
export const schoolYears = ({ terms }: Pick<CalendarTerms, 'terms'>): string[] => {
  const years = terms.map(({ id }) => schoolYearOf(id));
  return [...new Set(years)].filter((year) => years.filter((one) => one === year).length === 2).sort();
};

/** School years that have not ended, the running one first. */
export const openSchoolYears = (calendar: CalendarTerms): string[] =>
  schoolYears(calendar).filter((year) =>
    calendar.terms.some((term) => schoolYearOf(term.id) === year && term.ends >= calendar.today),
  );
