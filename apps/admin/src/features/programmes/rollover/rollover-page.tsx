import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { previewRolloverOptions, readProgrammeOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import type { RollOverResponse } from '../../../api/generated/types.gen.js';
import { useText } from '../../../app/i18n.js';
import { AppLink } from '../../../components/app-link.js';
import { PageHeader } from '../../../components/page-header.js';
import { rolloverRoute } from '../routes.js';
import './rollover.css';
import { RolloverDone } from './rollover-done.js';
import { RolloverForm } from './rollover-form.js';

/** 结转到下一学年: everything that would go on, what would not and why, and only then the act. */
export const RolloverPage = () => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const { id } = rolloverRoute.useParams();
  const { data: programme } = useSuspenseQuery(readProgrammeOptions({ path: { id } }));
  const { data: preview } = useSuspenseQuery(previewRolloverOptions({ path: { id } }));
  const [made, setMade] = useState<RollOverResponse>();
  const { continuedBy, obstacles } = preview;
  return (
    <>
      <PageHeader
        title={t('rollover.title', { year: preview.next.schoolYear })}
        trail={[
          { title: t('list.title'), to: '/programmes' },
          { title: programme.title, to: `/programmes/${id}` },
        ]}
        lead={t('rollover.lead')}
      />
      {made ? (
        <RolloverDone made={made} schoolYear={programme.schoolYear} />
      ) : continuedBy ? (
        <div className="notice-panel">
          <p className="notice-text">{t('rollover.already', { title: programme.title })}</p>
          <p>
            <AppLink to={`/programmes/${continuedBy.id}`}>
              {t('rollover.named', { title: continuedBy.title, year: continuedBy.schoolYear })}
            </AppLink>
          </p>
        </div>
      ) : obstacles.length > 0 || !programme.manifest ? (
        <div className="notice-panel">
          {obstacles.map((obstacle) => (
            <p key={obstacle.en} className="notice-text">
              {text(obstacle)}
            </p>
          ))}
          {preview.next.startsOn === null && (
            <p>
              <AppLink to="/calendar">{t('rollover.toCalendar')}</AppLink>
            </p>
          )}
        </div>
      ) : (
        <RolloverForm key={id} programme={programme} preview={preview} onDone={setMade} />
      )}
    </>
  );
};
