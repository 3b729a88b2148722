import { type Day, today } from '@xieshou/sdk';

/** The only source of "now". Tests bring their own. */
export abstract class Clock {
  abstract now(): Date;

  /** The instant as stored: ISO 8601 in UTC with milliseconds. */
  instant(): string {
    return this.now().toISOString();
  }

  /** The calendar day in Shanghai. */
  today(): Day {
    return today(this.now());
  }
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
