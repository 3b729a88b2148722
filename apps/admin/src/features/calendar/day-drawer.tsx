import { choice, day, fieldManifests, text } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { changeCalendarDay } from '../../api/generated/sdk.gen.js';
import { useWrite } from '../../api/write.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { pageText } from '../../components/form/page-text.js';
import type { CalendarDay } from './days-panel.js';

interface DayDrawerProps {
  readonly about: CalendarDay | 'new';
  readonly open: boolean;
  readonly onClose: () => void;
}

type Entered = { readonly day: string; readonly kind: CalendarDay['kind']; readonly note?: string };

/** One day off or make-up working day of the district. */
export const DayDrawer = ({ about, open, onClose }: DayDrawerProps) => {
  const { t } = useTranslation('calendar');
  const { message } = App.useApp();
  const standing = about === 'new' ? undefined : about;
  const isNew = standing === undefined;
  const fields = useMemo(
    () =>
      fieldManifests({
        ...(isNew ? { day: day({ title: pageText(t('days.day')) }) } : {}),
        kind: choice(
          (['holiday', 'working'] as const).map((value) => ({ value, title: pageText(t(`days.${value}`)) })),
          { title: pageText(t('days.kind')) },
        ),
        note: text({ title: pageText(t('days.note')), maxLength: 40, optional: true }),
      }),
    [t, isNew],
  );
  const save = useWrite({
    send: ({ day: of, kind, note }: Entered, headers) =>
      changeCalendarDay({ path: { day: of }, body: { kind, note: note ?? null }, headers }),
    changes: ['readCalendar', 'readDuties', 'readRectification', 'listRectifications', 'listReviews'],
    onDone: (saved) => {
      void message.success(t('days.saved', { day: saved.day }));
      onClose();
    },
  });
  return (
    <DrawerForm
      title={isNew ? t('days.add') : t('days.changeTitle', { day: standing.day })}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={standing ? { kind: standing.kind, note: standing.note } : { kind: 'holiday' }}
      draft={`calendar-day:${standing?.day ?? 'new'}`}
      submit={t('days.save')}
      onSubmit={(data) => save.mutateAsync({ ...(standing ? { day: standing.day } : {}), ...data } as Entered)}
    >
      <p className="form-lead muted">{t('days.lead')}</p>
    </DrawerForm>
  );
};
