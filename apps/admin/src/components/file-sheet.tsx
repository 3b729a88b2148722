import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { choice, fieldManifests, longText, termTitle, text as line } from '@xieshou/sdk';
import { App, Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { readCalendarOptions } from '../api/generated/@tanstack/react-query.gen.js';
import { fileSheet } from '../api/generated/sdk.gen.js';
import type { FileSheetData } from '../api/generated/types.gen.js';
import { fresh } from '../api/queries.js';
import { useWrite } from '../api/write.js';
import { useLanguage } from '../app/i18n.js';
import { useMay } from '../app/session.js';
import { DrawerForm } from './drawer-form/drawer-form.js';
import { useDrawer } from './drawer-form/use-drawer.js';
import { pageText } from './form/page-text.js';

type Body = FileSheetData['body'];

interface FileSheetProps {
  readonly programme: { readonly id: string; readonly schoolYear: string };
  /** What is filed; the filters are those on the screen. */
  readonly sheet: Pick<Body, 'kind' | 'filter'> & { readonly name?: string };
  /** What the sheet is called. */
  readonly name: string;
  readonly disabled?: boolean;
}

/** 2026-2027学年第一学期指导台账: the term or days it is of, and its name. */
const useTitle = () => {
  const { t } = useTranslation('filed-sheets');
  const language = useLanguage();
  const { data: calendar } = useQuery({ ...readCalendarOptions(), staleTime: fresh.rarely });
  return ({ programme, sheet, name }: Pick<FileSheetProps, 'programme' | 'sheet' | 'name'>): string => {
    const { from, to } = { from: undefined, to: undefined, ...sheet.filter } as { from?: string; to?: string };
    const term = calendar?.terms.find(({ starts, ends }) => starts === from && ends === to);
    const span = term
      ? `${termTitle(term.id)[language]}${language === 'en' ? ' ' : ''}`
      : from || to
        ? t('file.days', { from: from ?? '…', to: to ?? '…' })
        : t('file.schoolYear', { year: programme.schoolYear });
    return `${span}${name}`.slice(0, 80);
  };
};

/** 存档: keeps the sheet on the screen as it stands, for whoever may. */
export const FileSheet = ({ programme, sheet, name, disabled = false }: FileSheetProps) => {
  const { t } = useTranslation('filed-sheets');
  const { message } = App.useApp();
  const language = useLanguage();
  const navigate = useNavigate();
  const mayFile = useMay('sheet.file');
  const titleOf = useTitle();
  const drawer = useDrawer<string>();
  const fields = useMemo(
    () =>
      fieldManifests({
        title: line({ title: pageText(t('file.title')), maxLength: 80 }),
        note: longText({
          title: pageText(t('file.note')),
          help: pageText(t('file.noteHelp')),
          maxLength: 500,
          optional: true,
        }),
        language: choice(
          (['zh', 'en'] as const).map((value) => ({ value, title: pageText(t(`file.${value}`)) })),
          { title: pageText(t('file.language')) },
        ),
      }),
    [t],
  );
  const file = useWrite({
    send: (body: Body, headers) => fileSheet({ path: { id: programme.id }, body, headers }),
    changes: ['listFiledSheets', 'readFiledSheet'],
    onDone: async ({ id }) => {
      void message.success(t('file.done'));
      await navigate({ to: '/filed-sheets/$id', params: { id } });
    },
  });
  if (!mayFile) return null;
  return (
    <>
      <Button disabled={disabled} onClick={() => drawer.show(titleOf({ programme, sheet, name }))}>
        {t('file.act')}
      </Button>
      {drawer.about !== undefined && (
        <DrawerForm
          title={t('file.heading', { sheet: name })}
          open={drawer.open}
          onClose={drawer.hide}
          fields={fields}
          initial={{ title: drawer.about, language }}
          draft={`filed:${programme.id}:${JSON.stringify(sheet)}`}
          submit={t('file.act')}
          onSubmit={(data) => file.mutateAsync({ ...sheet, ...data } as unknown as Body)}
        >
          <p className="form-lead muted">{t('file.means')}</p>
        </DrawerForm>
      )}
    </>
  );
};
