import type { FormManifest, ProgrammeManifest, StepManifest } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { useDutyAmount } from './duty-text.js';
import { NoManifest } from './no-manifest.js';
import { PlainTable } from './plain-table.js';
import { asManifest } from '../../components/programme/manifest.js';
import type { Programme } from './programme-page.js';

const Duties = ({ manifest }: { manifest: ProgrammeManifest }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const amount = useDutyAmount(manifest.sides);
  return (
    <PlainTable
      id="duties"
      title={t('requirements.duties')}
      note={t('requirements.dutiesNote')}
      none={t('requirements.noDuties')}
      heads={[
        { title: t('requirements.duty'), className: 'name' },
        { title: t('requirements.per'), className: 'short' },
        { title: t('requirements.atLeast'), className: 'end short' },
        { title: t('settings.place'), className: 'place' },
        { title: t('requirements.counted') },
      ]}
      rows={manifest.duties.map((duty) => ({
        key: duty.key,
        cells: [
          text(duty.title),
          duty.window
            ? t('requirements.perWindow', { per: t(`per.${duty.per}`), window: text(duty.window) })
            : t(`per.${duty.per}`),
          amount(duty),
          duty.place ?? nothing,
          t(`requirements.count.${duty.count}`),
        ],
      }))}
    />
  );
};

const Forms = ({ manifest }: { manifest: ProgrammeManifest }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const { helper, helped } = manifest.sides;
  const separator = t('app:form.listSeparator');
  const writers = ({ writtenBy }: FormManifest) =>
    writtenBy === 'either'
      ? t('requirements.either', { helper: text(helper.title), helped: text(helped.title) })
      : writtenBy === 'owner'
        ? t('requirements.owner')
        : text(manifest.sides[writtenBy].title);
  const stepsOf = ({ key }: FormManifest) => manifest.reviews.find(({ of }) => of.includes(key))?.steps ?? [];
  const asked = manifest.reviews.flatMap(({ steps }) => steps).find(({ by }) => by === 'otherSide');
  return (
    <PlainTable
      id="forms"
      title={t('requirements.forms')}
      {...(asked ? { note: reviewNote(asked, t) } : {})}
      none={t('requirements.noForms')}
      heads={[
        { title: t('requirements.form'), className: 'name long' },
        { title: t('requirements.writer'), className: 'writer' },
        { title: t('requirements.confirmed'), className: 'short' },
        { title: t('requirements.fields') },
      ]}
      rows={manifest.forms
        .filter((form) => form.inUse)
        .map((form) => ({
          key: form.key,
          cells: [
            <>
              {text(form.title)}
              {form.purpose && <span className="purpose">{text(form.purpose)}</span>}
            </>,
            writers(form),
            stepsOf(form)
              .map((step) => text(step.title))
              .join(' → ') || t('requirements.noConfirmation'),
            form.fields.map((field) => text(field.title)).join(separator),
          ],
        }))}
    />
  );
};

type Translate = ReturnType<typeof useTranslation>['t'];

const reviewNote = ({ silentAfter }: StepManifest, t: Translate): string =>
  silentAfter > 0 ? t('requirements.silent', { count: silentAfter }) : t('requirements.neverSilent');

const Ledgers = ({ manifest }: { manifest: ProgrammeManifest }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const separator = t('app:form.listSeparator');
  const formTitle = (key: string) => {
    const form = manifest.forms.find((one) => one.key === key);
    return form ? text(form.title) : key;
  };
  return (
    <PlainTable
      id="ledgers"
      title={t('requirements.ledgers')}
      note={t('requirements.ledgersNote')}
      none={t('requirements.noLedgers')}
      heads={[
        { title: t('requirements.ledger'), className: 'name' },
        { title: t('requirements.keptBy'), className: 'writer' },
        { title: t('requirements.from'), className: 'from' },
        { title: t('requirements.columns') },
      ]}
      rows={manifest.ledgers.map((ledger) => ({
        key: ledger.key,
        cells: [
          text(ledger.title),
          ledger.keptBy === 'bureau' ? t('requirements.bureau') : text(manifest.sides[ledger.keptBy].title),
          ledger.from.map(formTitle).join(separator),
          ledger.columns.map((column) => text(column.title)).join(separator),
        ],
      }))}
    />
  );
};

/** 要求与表单: what the programme asks of whom, under its settings. */
export const RequirementsTab = ({ programme }: { programme: Programme }) => {
  if (!programme.manifest) return <NoManifest />;
  const manifest = asManifest(programme.manifest);
  return (
    <>
      <Duties manifest={manifest} />
      <Forms manifest={manifest} />
      <Ledgers manifest={manifest} />
    </>
  );
};
