import { Inject, Injectable } from '@nestjs/common';
import { maskIdNumber, readIdNumber, type Text, t } from '@xieshou/sdk';
import { Clock } from '../platform/clock.js';
import { blindIndex, openText, sealText } from '../platform/sensitive.js';
import { KEYS, type Keys } from '../platform/tokens.js';
import type { PersonRow } from './people.js';

type Sealed = Pick<PersonRow, 'id_number' | 'id_number_key'>;

/** One ID number as somebody wrote it: what is kept of it, or why it is none. */
export type IdNumberFound =
  { readonly fault: Text } | { readonly number: string; readonly key: string; readonly warning?: Text };

/** ID numbers of people: read, sealed, found again, and shown behind a mask. */
@Injectable()
export class IdNumbers {
  constructor(
    @Inject(KEYS) private readonly keys: Keys,
    private readonly clock: Clock,
  ) {}

  read(written: string, districtId: string): IdNumberFound {
    const { number, fault, warning } = readIdNumber({ written, today: this.clock.today() });
    if (fault) return { fault };
    return {
      number,
      key: blindIndex(this.keys.lookup, `id number ${districtId}`, number),
      ...(warning && { warning }),
    };
  }

  /** What stands in a person's row. Sealed for that person: it opens in no other row. */
  seal(personId: string, found: { readonly number: string; readonly key: string }): Sealed {
    return { id_number: sealText(this.keys.sensitive, found.number, placeOf(personId)), id_number_key: found.key };
  }

  open(row: Pick<PersonRow, 'id' | 'id_number'>): string | null {
    return row.id_number === null ? null : openText(this.keys.sensitive, row.id_number, placeOf(row.id));
  }

  maskOf(row: Pick<PersonRow, 'id' | 'id_number'>): string | null {
    const number = this.open(row);
    return number === null ? null : maskIdNumber(number);
  }
}

const placeOf = (personId: string) => `person.id_number ${personId}`;

export const unsealed: Sealed = { id_number: null, id_number_key: null };

/** One ID number belongs to one person of a district. Names the organisation, never the number. */
export const alreadyRegistered = (organisation: string): Text =>
  t(
    `这个身份证号已登记在“${organisation}”的另一名人员名下，请核对；号码无误的，请与该单位联系更正`,
    `This ID number is registered for somebody else at "${organisation}": check it; if it is right, ask that organisation to put theirs right`,
  );

export const otherMask: Text = t(
  '带星号的身份证号与这名人员已登记的不一致，请填写完整的号码，或留空表示不修改',
  'This masked ID number is not the one registered for this person: write it in full, or leave the cell empty to keep what there is',
);
