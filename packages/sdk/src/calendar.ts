/** The school calendar, in one place: terms and teaching days, periods, working days, national holidays. */
export * from './holidays.js';
export * from './periods.js';
export * from './terms.js';
export * from './working-days.js';
