import { programmeContract } from '@xieshou/testing';
import * as forms from '../src/forms.js';
import programme from '../src/index.js';
import { session } from './samples.js';

// One test for every promise that the programme makes to the platform. Each form gives a valid record and one that is
// refused at the field it names.
programmeContract<typeof forms>(programme, {
  samples: { session: { valid: session, invalid: { data: { ...session, students: 46 }, field: 'students' } } },
});
