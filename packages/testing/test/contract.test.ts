import { BrokenProgrammes } from '@xieshou/core';
import { describe, expect, it } from 'vitest';
import { programmeContract, startTestServer } from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { withBrokenPromises } from './fixtures/with-broken-promises.js';
import * as agreedPairs from './fixtures/with-agreed-pairs.js';
import * as conditional from './fixtures/with-conditional-field.js';
import * as handInDay from './fixtures/with-hand-in-day.js';
import * as manySubjects from './fixtures/with-many-subjects.js';
import * as minimal from './fixtures/with-minimal.js';
import * as peopleDuty from './fixtures/with-people-duty.js';
import * as reviewSteps from './fixtures/with-review-steps.js';
import * as settingsFields from './fixtures/with-settings-fields.js';
import * as silentConfirmation from './fixtures/with-silent-confirmation.js';
import { withThrowingRule } from './fixtures/with-throwing-rule.js';
import * as upgrade from './fixtures/with-upgrade.js';
import * as phases from './fixtures/with-phases.js';
import * as stages from './fixtures/with-stages.js';
import * as variants from './fixtures/with-variants.js';
import * as window from './fixtures/with-window.js';

const visit = { on: '2026-11-05', theme: '开学走访', guests: 3 };
const note = { on: '2026-11-06', theme: '寄送教材' };

// Each of these lines registers the whole suite, as in a plugin's own test file.
programmeContract(schoolPairs, {
  samples: {
    visit: { valid: visit, invalid: { data: { ...visit, guests: 0 }, field: 'guests' } },
    note: { valid: note, invalid: { data: { ...note, theme: ' ' }, field: 'theme' } },
  },
});
programmeContract(minimal.withMinimal, minimal);
programmeContract(manySubjects.withManySubjects, manySubjects);
programmeContract(silentConfirmation.withSilentConfirmation, silentConfirmation);
programmeContract<typeof conditional.forms>(conditional.withConditionalField, conditional);
programmeContract(agreedPairs.withAgreedPairs, agreedPairs);
programmeContract(phases.withPhases, phases);
programmeContract(stages.withStages, stages);
programmeContract(window.withWindow, window);
programmeContract(handInDay.withHandInDay, handInDay);
programmeContract(reviewSteps.withReviewSteps, reviewSteps);
programmeContract(variants.withVariants, variants);
programmeContract<typeof upgrade.forms>(upgrade.withUpgrade, upgrade);
programmeContract<typeof peopleDuty.forms>(peopleDuty.withPeopleDuty, peopleDuty);
programmeContract<typeof settingsFields.forms>(settingsFields.withSettingsFields, settingsFields);

describe('samples that name their forms', () => {
  it('are checked by the compiler', () => {
    const typed = (given: Parameters<typeof programmeContract<typeof conditional.forms>>[1]['samples']) =>
      Object.keys(given);
    const { valid, invalid } = conditional.samples.visit;
    expect(typed({ visit: { valid, invalid } })).toEqual(['visit']);
    typed({ visit: { valid: { ...valid, place: 'online', link: 'x' }, invalid } });
    // @ts-expect-error the form has no samples
    typed({});
    // @ts-expect-error there is no form `vist`
    typed({ visit: { valid, invalid }, vist: { valid, invalid } });
    // @ts-expect-error `home` is none of the places
    typed({ visit: { valid: { ...valid, place: 'home' }, invalid } });
    // @ts-expect-error the theme is missing
    typed({ visit: { valid: { on: valid.on, place: valid.place }, invalid } });
    // @ts-expect-error there is no field `links`
    typed({ visit: { valid, invalid: { data: {}, field: 'links' } } });
  });
});

describe('a server with programmes that break promises', () => {
  const refusal = async (...programmes: Parameters<typeof startTestServer>[0]['programmes'][number][]) => {
    try {
      await (await startTestServer({ engine: 'sqlite', programmes })).close();
    } catch (error) {
      if (error instanceof BrokenProgrammes) return error;
      throw error;
    }
    throw new Error('The server started.');
  };

  it('does not start, and says everything that is broken at once: which programme, which part, what to do', async () => {
    const { found, message } = await refusal(minimal.withMinimal, withBrokenPromises, withThrowingRule);
    expect(found.map(({ programme, thing, remedy }) => `${programme} · ${thing} — ${remedy}`)).toEqual([
      'With broken promises · id — Use lower-case words joined by hyphens, such as peer-tutoring.',
      'With broken promises · title — Give the text in both zh and en.',
      'With broken promises · settings.visits — Its default is refused by its own bounds: Visits must be at least 1.',
      'With broken promises · presets — Give at least one preset, so that an officer can start it.',
      'With broken promises · forms.visit.brief — Name two to four fields that identify a record.',
      'With broken promises · forms.visit.upgrade — Say how data of version 1 becomes version 2: upgrade[1] is missing.',
      'With broken promises · duties.visit — Only a duty per month may depend on teaching days.',
      'With broken promises · forms.visit.on — Give it a required day field named "on", always shown: the day of the event.',
      'With broken promises · duties.visit — It answers 1.5: answer a whole number from 0.',
      'with-throwing-rule · sides.helper.where — It throws for an organisation that it may be asked about ' +
        "(TypeError: Cannot read properties of undefined (reading 'startsWith')). Make it answer for every organisation.",
      'with-throwing-rule · duties.visit — It throws under its own settings (RangeError: no settings yet). ' +
        'Make it answer for every allowed setting.',
    ]);
    expect(message).toContain('11 promise(s) of the contract are broken');
    for (const { programme, thing, remedy } of found) expect(message).toContain(`${programme} · ${thing} — ${remedy}`);
  });

  it('does not start with the same programme twice', async () => {
    const { found } = await refusal(minimal.withMinimal, minimal.withMinimal);
    expect(found).toEqual([
      { programme: 'with-minimal', thing: 'id', remedy: 'Two programmes have this id: give each its own.' },
    ]);
  });

  it('starts with all those that keep them', async () => {
    const server = await startTestServer({
      engine: 'sqlite',
      programmes: [
        minimal.withMinimal,
        manySubjects.withManySubjects,
        silentConfirmation.withSilentConfirmation,
        conditional.withConditionalField,
        upgrade.withUpgrade,
        reviewSteps.withReviewSteps,
        peopleDuty.withPeopleDuty,
        settingsFields.withSettingsFields,
      ],
    });
    try {
      expect((await server.client().send('GET', '/health/ready')).status).toBe(200);
    } finally {
      await server.close();
    }
  });
});
