import { DownloadOutlined, DownOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download, word } from '../api/download.js';
import { asProblem } from '../api/problem.js';
import { useProblemText } from './error-panel.js';
import './export-button.css';

interface ExportButtonProps {
  /** Path as the API names it, `/api/programmes/{id}/ledgers/{ledger}`. */
  readonly url: string;
  readonly path?: Record<string, string> | undefined;
  /** The filters on the screen: the workbook holds the same rows. */
  readonly query: Readonly<Record<string, unknown>>;
  /** Words of the button where it is not the list on the screen. */
  readonly label?: string;
  /** A workbook unless told. */
  readonly kind?: 'word';
  /** Should the server name no file. */
  readonly fileName: string;
}

const languages = ['zh', 'en'] as const;

/** A list as a workbook in the official layout, or a document as a Word file, in either language. */
export const ExportButton = ({ url, path, query, label, kind, fileName }: ExportButtonProps) => {
  const { t } = useTranslation('app');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);

  const save = async (language: string) => {
    setBusy(true);
    try {
      await download({
        url,
        ...(path ? { path } : {}),
        query: { ...query, language },
        ...(kind === 'word' ? { accept: word } : {}),
        fileName,
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
        items: languages.map((key) => ({
          key,
          label: kind === 'word' ? t(key === 'zh' ? 'export.inZh' : 'export.inEn') : t(`export.${key}`),
        })),
        onClick: ({ key }) => void save(key),
      }}
    >
      <Button icon={<DownloadOutlined aria-hidden />} loading={busy} aria-haspopup="menu">
        {label ?? t('export.action')}
        <DownOutlined aria-hidden className="export-more" />
      </Button>
    </Dropdown>
  );
};
