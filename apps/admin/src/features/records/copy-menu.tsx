import { EllipsisOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ListRecordsResponse } from '../../api/generated/types.gen.js';
import { nothing } from '../../app/format.js';
import { useSession } from '../../app/session.js';
import { writePairings } from './pairing-choice.js';

/** What can be done with a record of one's own in the list: last week's lesson is today's but for its day. */
export const CopyMenu = ({ row }: { row: ListRecordsResponse['rows'][number] }) => {
  const { t } = useTranslation('records');
  const navigate = useNavigate();
  const { assignment } = useSession();
  if (row.writer.id !== assignment?.organisation.id || row.state === 'draft') return nothing;
  const copy = ({ domEvent }: { readonly domEvent: { stopPropagation(): void } }) => {
    // The menu hangs elsewhere on the page, but its clicks reach the row, which would open the record.
    domEvent.stopPropagation();
    void navigate({
      to: '/records/new',
      search: {
        programme: row.programme,
        form: row.form,
        pairing: writePairings(row.subjects.map(({ pairing }) => pairing)),
        copy: row.id,
      },
    });
  };
  return (
    <Dropdown trigger={['click']} menu={{ items: [{ key: 'copy', label: t('copy.act') }], onClick: copy }}>
      <Button
        type="text"
        icon={<EllipsisOutlined aria-hidden />}
        aria-haspopup="menu"
        aria-label={`${t('copy.menu')} ${row.on}`}
      />
    </Dropdown>
  );
};
