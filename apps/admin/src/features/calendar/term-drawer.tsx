import { day, fieldManifests, type SchoolCalendar } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { changeTerm } from '../../api/generated/sdk.gen.js';
import type { ChangeTermData, ReadCalendarResponse } from '../../api/generated/types.gen.js';
import { useWrite } from '../../api/write.js';
import { useText } from '../../app/i18n.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { pageText } from '../../components/form/page-text.js';
import { enteredTerm, teachingOf } from './term-days.js';

export type CalendarTerm = ReadCalendarResponse['terms'][number];

interface TermDrawerProps {
  readonly calendar: SchoolCalendar;
  readonly term: CalendarTerm;
  readonly open: boolean;
  readonly onClose: () => void;
}

const keys = ['starts', 'ends', 'teachingStarts', 'teachingEnds'] as const;

export const TermDrawer = ({ calendar, term, open, onClose }: TermDrawerProps) => {
  const { t } = useTranslation('calendar');
  const { message } = App.useApp();
  const title = useText()(term.title);
  const fields = useMemo(() => {
    return fieldManifests(
      Object.fromEntries(
        keys.map((key) => [
          key,
          day({
            title: pageText(t(`form.${key}`)),
            ...(key === 'teachingStarts' ? { help: pageText(t('form.startsHelp')) } : {}),
          }),
        ]),
      ),
    );
  }, [t]);
  const save = useWrite({
    send: (body: ChangeTermData['body'], headers) => changeTerm({ path: { term: term.id }, body, headers }),
    changes: ['readCalendar', 'readDuties', 'readWorkbench', 'readReport'],
    onDone: () => {
      void message.success(t('form.saved', { term: title }));
      onClose();
    },
  });
  const preview = (data: Readonly<Record<string, unknown>>) => {
    const entered = enteredTerm(term.id, data);
    if (!entered) return t('form.noPreview');
    const { weeks, days, isExact } = teachingOf(calendar, entered);
    return t(isExact ? 'form.preview' : 'form.previewAbout', {
      weeks: t('form.weeks', { count: weeks }),
      days: t('form.days', { count: days }),
    });
  };
  return (
    <DrawerForm
      title={t('form.title')}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={Object.fromEntries(keys.map((key) => [key, term[key]]))}
      draft={`term:${term.id}`}
      submit={t('form.save')}
      onSubmit={(data) => save.mutateAsync(data as ChangeTermData['body'])}
      below={(data) => (
        <p className="term-preview" role="status">
          {preview(data)}
        </p>
      )}
    >
      <p className="term-name">{title}</p>
      <p className="form-lead muted">{t('form.lead')}</p>
    </DrawerForm>
  );
};
