import { isDay } from '@xieshou/sdk';
import * as z from 'zod';

/** 2027-01-01, as people write it: 2027/1/1, 2027.1.1, 2027年1月1日. */
export const writtenDay = z
  .string()
  .transform((text) => {
    const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00(?::00)?)?$/.exec(text.normalize('NFKC').trim());
    return parts ? `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}` : text;
  })
  .refine(isDay);
