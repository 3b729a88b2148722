import { DownloadOutlined, DownOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../api/download.js';
import { asProblem } from '../../api/problem.js';
import { useProblemText } from '../../components/error-panel.js';

interface ExportButtonProps {
  readonly programme: string;
  readonly ledger: string;
  /** The filters on the screen: the workbook holds the same records. */
  readonly query: Readonly<Record<string, unknown>>;
  /** Should the server name no file. */
  readonly fileName: string;
}

const languages = ['zh', 'en'] as const;

/** The ledger as a workbook in the official layout, in either language. */
export const ExportButton = ({ programme, ledger, query, fileName }: ExportButtonProps) => {
  const { t } = useTranslation('ledgers');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);

  const save = async (language: string) => {
    setBusy(true);
    try {
      await download({
        url: '/api/programmes/{id}/ledgers/{ledger}',
        path: { id: programme, ledger },
        query: { ...query, language },
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
        items: languages.map((key) => ({ key, label: t(`export.${key}`) })),
        onClick: ({ key }) => void save(key),
      }}
    >
      <Button icon={<DownloadOutlined aria-hidden />} loading={busy} aria-haspopup="menu">
        {t('export.action')}
        <DownOutlined aria-hidden className="export-more" />
      </Button>
    </Dropdown>
  );
};
