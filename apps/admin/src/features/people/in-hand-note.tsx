import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { readPersonInHandOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { formatNumber } from '../../app/format.js';
import { useMay } from '../../app/session.js';
import type { Person } from './person-kinds.js';

/** What the person still has in hand, with the way to hand it over first; nothing where there is nothing. */
export const InHandNote = ({ person }: { person: Person }) => {
  const { t } = useTranslation(['people', 'app']);
  const may = useMay('user.read');
  const { data } = useQuery({ ...readPersonInHandOptions({ path: { id: person.id } }), enabled: may });
  if (!data || data.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('inHand.title', { name: person.name })}
      description={
        <>
          {data.map(({ user, assignment, total }) => (
            <div key={assignment.id}>
              <Link to="/users/$id/hand-over" params={{ id: user.id }} search={{ assignment: assignment.id }}>
                {t('inHand.link', {
                  count: total,
                  n: formatNumber(total),
                  organisation: assignment.organisation.name,
                  role: t(`app:role.${assignment.role}`),
                })}
              </Link>
            </div>
          ))}
        </>
      }
    />
  );
};
