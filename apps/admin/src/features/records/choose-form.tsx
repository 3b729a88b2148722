import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { readWorkbenchOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ReadWorkbenchResponse } from '../../api/generated/types.gen.js';
import { useText } from '../../app/i18n.js';
import { PageHeader } from '../../components/page-header.js';
import { formOf, useProgramme } from '../../components/programme/programme.js';

type Programme = ReadWorkbenchResponse['programmes'][number];

const Forms = ({ programme, named }: { programme: Programme; named: boolean }) => {
  const text = useText();
  const { manifest } = useProgramme(programme.id);
  return (
    <section className="panel" aria-label={programme.title}>
      {named && (
        <div className="panel-head">
          <h2>{programme.title}</h2>
        </div>
      )}
      <ul className="form-choice">
        {programme.forms.map(({ key, title }) => {
          const purpose = formOf(manifest, key)?.purpose;
          return (
            <li key={key}>
              <Link to="/records/new" search={{ programme: programme.id, form: key }} className="form-choice-link">
                <strong>{text(title)}</strong>
                {purpose && <span className="muted">{text(purpose)}</span>}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

/** What the caller may write down, in large letters; only the forms of the caller's own side. */
export const ChooseForm = ({ programme }: { programme: string | undefined }) => {
  const { t } = useTranslation('records');
  const { data } = useSuspenseQuery(readWorkbenchOptions());
  const offered = data.programmes.filter(({ id, forms }) => forms.length > 0 && (!programme || id === programme));
  return (
    <>
      <PageHeader title={t('new.title')} lead={offered.length > 0 ? t('new.chooseForm') : undefined} />
      {offered.length === 0 ? (
        <section className="notice-panel">
          <p className="notice-title">{t('new.noForms')}</p>
          <p className="notice-text">{t('new.noFormsHelp')}</p>
          <p className="notice-actions">
            <Link to="/">{t('new.toWorkbench')}</Link>
          </p>
        </section>
      ) : (
        offered.map((one) => <Forms key={one.id} programme={one} named={data.programmes.length > 1} />)
      )}
    </>
  );
};
