import { CheckCircleFilled } from '@ant-design/icons';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { readRecordOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { useText } from '../../app/i18n.js';
import { useFieldText } from '../../components/form/field-text.js';
import { PageHeader } from '../../components/page-header.js';
import { Findings } from '../../components/record/findings.js';
import { pairingName } from '../../components/pairing/pairing-name.js';
import { formOf, useProgramme } from '../../components/programme/programme.js';
import { briefFields, isEmpty, otherSide, peopleOf } from '../../components/record/record-text.js';
import { newRecordRoute } from './routes.js';

/** What has just been recorded, whom it waits for, and what next. */
export const RecordDone = ({ id }: { id: string }) => {
  const { t } = useTranslation('records');
  const text = useText();
  const fieldText = useFieldText();
  const search = newRecordRoute.useSearch();
  const navigate = newRecordRoute.useNavigate();
  const { data: record } = useSuspenseQuery(readRecordOptions({ path: { id } }));
  const { manifest } = useProgramme(record.programme);
  const form = formOf(manifest, record.form);
  const title = form ? text(form.title) : record.form;
  const waiting = record.subjects.filter(({ state }) => state === 'claimed');
  const others = waiting.map((subject) => otherSide(record.writer.id, subject).name);
  const first = manifest?.reviews.find(({ of }) => of.includes(record.form))?.steps[0];
  const silentAfter = first?.silentAfter ?? 0;
  const day = form?.fields.find(({ key }) => key === 'on');

  return (
    <>
      <PageHeader title={t('done.title', { form: title })} />
      <section className="panel record-done">
        <p className="done-word">
          <CheckCircleFilled aria-hidden />
          <span>
            {others.length === 0
              ? t('done.counts')
              : first && first.by !== 'otherSide'
                ? t('done.waitsFor', { step: text(first.title) })
                : t('done.waits', { others: others.join(t('app:form.listSeparator')) })}
          </span>
        </p>
        {others.length > 0 && silentAfter > 0 && (
          <p className="done-more muted">{t('done.silence', { count: silentAfter })}</p>
        )}
        <Findings findings={record.findings} />
        <dl className="done-facts">
          <div>
            <dt>{t('new.pairing')}</dt>
            <dd>
              {record.subjects.map((subject) => (
                <span key={subject.pairing} className="done-pairing">
                  {pairingName(subject)}
                </span>
              ))}
            </dd>
          </div>
          <div>
            <dt>{day ? text(day.title) : t('list.on')}</dt>
            <dd>{record.on}</dd>
          </div>
          {form &&
            briefFields(form)
              .filter(({ key }) => !isEmpty(record.data[key]))
              .map((field) => (
                <div key={field.key}>
                  <dt>{text(field.title)}</dt>
                  <dd>{fieldText(field, record.data[field.key], peopleOf(record))}</dd>
                </div>
              ))}
        </dl>
        <p className="done-look">
          <Link to="/records/$id" params={{ id }}>
            {t('done.look')}
          </Link>
        </p>
        <div className="done-actions">
          <Button onClick={() => void navigate({ to: '/' })}>{t('new.toWorkbench')}</Button>
          <Button type="primary" onClick={() => void navigate({ search: { ...search, done: undefined } })}>
            {t('done.again')}
          </Button>
        </div>
      </section>
    </>
  );
};
