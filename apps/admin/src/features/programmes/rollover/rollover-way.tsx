import { DownOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { today } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import type { ReadEndingResponse } from '../../../api/generated/types.gen.js';
import { AppLink } from '../../../components/app-link.js';
import { LinkButton } from '../../../components/link-button.js';
import { MenuButton } from '../../../components/menu-button.js';
import type { Programme } from '../programme-page.js';
import { isSeason, mayRollOver } from './season.js';

interface RolloverWayProps {
  readonly programme: Programme;
  readonly ending: ReadEndingResponse;
}

/** The way into the next school year: in plain view when it is at hand, under 更多 before. */
export const RolloverWay = ({ programme, ending }: RolloverWayProps) => {
  const { t } = useTranslation('programmes');
  const navigate = useNavigate();
  if (ending.continuedBy || !mayRollOver(programme)) return null;
  if (isSeason(programme, today(new Date())))
    return <LinkButton to={`/programmes/${programme.id}/rollover`}>{t('rollover.start')}</LinkButton>;
  return (
    <MenuButton
      className="link-button rollover-more"
      groups={[
        {
          items: [
            {
              key: 'rollover',
              label: t('rollover.start'),
              onChoose: () => void navigate({ to: '/programmes/$id/rollover', params: { id: programme.id } }),
            },
          ],
        },
      ]}
    >
      {t('rollover.more')}
      <DownOutlined aria-hidden />
    </MenuButton>
  );
};

/** The same programme in the years before and after. */
export const OtherYears = ({ ending }: Pick<RolloverWayProps, 'ending'>) => {
  const { t } = useTranslation('programmes');
  const { continues, continuedBy } = ending;
  if (!continues && !continuedBy) return null;
  return (
    <span className="other-years">
      {continues && (
        <AppLink to={`/programmes/${continues.id}`}>{t('rollover.from', { year: continues.schoolYear })}</AppLink>
      )}
      {continuedBy && (
        <AppLink to={`/programmes/${continuedBy.id}`}>{t('rollover.into', { year: continuedBy.schoolYear })}</AppLink>
      )}
    </span>
  );
};
