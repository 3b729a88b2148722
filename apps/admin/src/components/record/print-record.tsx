import { DownOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download, word } from '../../api/download.js';
import { listDocumentsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { Record as Written } from '../../api/generated/types.gen.js';
import { asProblem } from '../../api/problem.js';
import { fresh } from '../../api/queries.js';
import { useLanguage, useText } from '../../app/i18n.js';
import { useProblemText } from '../error-panel.js';

/** A record as a Word file: in the programme's own layout where there is one, and in the plain grid. */
export const PrintRecord = ({ record }: { record: Written }) => {
  const { t } = useTranslation('app');
  const text = useText();
  const language = useLanguage();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const { data } = useQuery({
    ...listDocumentsOptions({ path: { id: record.programme } }),
    staleTime: fresh.rarely,
  });
  const offered = (data ?? []).filter(({ of, form }) => of === 'record' && (form === null || form === record.form));
  if (offered.length === 0) return null;

  const save = async (document: string) => {
    setBusy(true);
    try {
      await download({
        url: '/api/programmes/{id}/documents/{document}',
        path: { id: record.programme, document },
        query: { record: record.id, language },
        accept: word,
        fileName: `${record.on}.docx`,
      });
    } catch (error) {
      void message.error(problemText(asProblem(error)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: offered.map(({ key, title }) => ({ key, label: t('print.asWord', { title: text(title) }) })),
        onClick: ({ key }) => void save(key),
      }}
    >
      <Button loading={busy} icon={<DownOutlined aria-hidden />} iconPlacement="end" aria-haspopup="menu">
        {t('print.action')}
      </Button>
    </Dropdown>
  );
};
