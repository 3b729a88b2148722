import { useTranslation } from 'react-i18next';
import { listEntriesOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ReadWorkbenchResponse } from '../../api/generated/types.gen.js';
import { useList } from '../../api/queries.js';
import { formatNumber, nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { useMay } from '../../app/session.js';
import { AppLink } from '../../components/app-link.js';
import { LinkButton } from '../../components/link-button.js';
import { useProgramme } from '../../components/programme/programme.js';

type Programme = ReadWorkbenchResponse['programmes'][number];
type Register = NonNullable<ReturnType<typeof useProgramme>['manifest']>['registers'][number];

/** How far a register is filled, and what comes next: importing it, or looking at it. */
const RegisterRow = ({ programme, register }: { programme: Programme; register: Register }) => {
  const { t } = useTranslation('workbench');
  const text = useText();
  const mayImport = useMay('register.import');
  const { data } = useList(
    listEntriesOptions({ path: { id: programme.id, register: register.key }, query: { size: 1 } }),
  );
  const latest = data?.periods[0];
  const importing = `/programmes/${programme.id}/registers/${register.key}/import`;
  return (
    <li>
      <AppLink to={`/programmes/${programme.id}`} search={{ tab: 'registers', register: register.key }}>
        {text(register.title)}
      </AppLink>
      <span className="muted">
        {/* The row stands before its number is known: nothing below it moves. */}
        {!data
          ? nothing
          : latest
            ? t('registers.latest', {
                period: text(latest.title),
                count: latest.entries,
                n: formatNumber(latest.entries),
              })
            : t('registers.none')}
      </span>
      {mayImport && (
        <LinkButton
          primary={data !== undefined && !latest}
          to={importing}
          label={t('registers.importNamed', { register: text(register.title) })}
        >
          {t('registers.import')}
        </LinkButton>
      )}
    </li>
  );
};

/** The steps of a programme of people before its pairings: registers, and who qualifies by them. */
const Steps = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('workbench');
  const text = useText();
  const { manifest } = useProgramme(programme.id);
  if (!manifest || manifest.registers.length === 0) return null;
  const heading = `registers-${programme.id}`;
  return (
    <section className="panel register-steps" aria-labelledby={heading}>
      <div className="panel-head">
        <h2 id={heading}>{t('registers.title', { programme: programme.title })}</h2>
      </div>
      <ul>
        {manifest.registers.map((register) => (
          <RegisterRow key={register.key} programme={programme} register={register} />
        ))}
        {manifest.eligible.map((side) => (
          <li key={side}>
            <AppLink to={`/programmes/${programme.id}`} search={{ tab: 'eligible', side }}>
              {t('registers.eligible', { side: text(manifest.sides[side].title) })}
            </AppLink>
            <span className="muted">{t('registers.eligibleText')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};

export const RegisterSteps = ({ programmes }: { programmes: readonly Programme[] }) => {
  const mayRead = useMay('register.read');
  return mayRead && programmes.map((programme) => <Steps key={programme.id} programme={programme} />);
};
