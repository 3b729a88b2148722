import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { today } from '@xieshou/sdk';
import { Button, Modal } from 'antd';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { IssueSlipsResponse } from '../../api/generated/types.gen.js';
import { printSlip } from './print-slip.js';
import './slips-sheet.css';

export type Slip = IssueSlipsResponse['slips'][number];

/** Many slips on A4 paper, ten to a page, to be cut apart; on the screen as a table. They exist nowhere else. */
export const SlipsSheet = ({ slips, onClose }: { slips: readonly Slip[]; onClose: () => void }) => {
  const { t } = useTranslation(['users', 'app']);
  const address = `${window.location.origin}/login`;
  const day = today(new Date());
  const save = async () => {
    const { saveSlips } = await import('./slips-workbook.js');
    await saveSlips({
      slips,
      sheet: t('slips.sheet'),
      columns: [
        [t('field.name'), ({ user }) => user.name],
        [t('field.organisation'), ({ user }) => user.organisation.name],
        [t('field.role'), ({ user }) => t(`app:role.${user.role}`, { context: user.organisation.kind })],
        [t('field.username'), ({ user }) => user.username],
        [t('slip.password'), ({ oneTimePassword }) => oneTimePassword],
        [t('slip.address'), () => address],
      ],
    });
  };
  return (
    <>
      <Modal
        open
        title={t('slips.title', { count: slips.length })}
        width={760}
        closable={false}
        keyboard={false}
        mask={{ closable: false }}
        footer={
          <>
            <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void save()}>
              {t('slips.download')}
            </Button>
            <Button icon={<PrinterOutlined aria-hidden />} onClick={printSlip}>
              {t('slips.print')}
            </Button>
            <Button type="primary" onClick={onClose}>
              {t('slips.close')}
            </Button>
          </>
        }
      >
        <p className="slip-once">{t('slips.once')}</p>
        <div className="slips-scroll" tabIndex={0} role="region" aria-label={t('slips.list')}>
          <table className="slips-table">
            <thead>
              <tr>
                <th scope="col">{t('field.name')}</th>
                <th scope="col">{t('field.organisation')}</th>
                <th scope="col">{t('field.username')}</th>
                <th scope="col">{t('slip.password')}</th>
              </tr>
            </thead>
            <tbody>
              {slips.map(({ user, oneTimePassword }) => (
                <tr key={user.id}>
                  <td>{user.name}</td>
                  <td>{user.organisation.name}</td>
                  <td className="slips-code">{user.username}</td>
                  <td className="slips-code">{oneTimePassword}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Modal>
      {createPortal(
        <div className="slip-paper slips-paper" aria-hidden="true">
          {slips.map(({ user, oneTimePassword }) => (
            <section key={user.id} className="slips-one">
              <p className="slips-heading">
                {t('app:name')} · {t('slip.heading')}
              </p>
              <p>
                {[
                  user.organisation.name,
                  user.name,
                  t(`app:role.${user.role}`, { context: user.organisation.kind }),
                ].join(' · ')}
              </p>
              <p>
                {t('slip.username')} <b className="slips-code">{user.username}</b>
              </p>
              <p>
                {t('slip.password')} <b className="slips-code">{oneTimePassword}</b>
              </p>
              <p>
                {t('slip.address')} {address}
              </p>
              <p className="slips-small">{t('slips.first')}</p>
              <p className="slips-small">{t('slip.date', { day })}</p>
            </section>
          ))}
        </div>,
        document.body,
      )}
    </>
  );
};
