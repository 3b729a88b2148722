import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { useMay } from '../../app/session.js';
import { AppLink } from '../../components/app-link.js';
import { BasicsForm } from './basics-form.js';
import { Facts } from '../../components/facts.js';
import { asManifest } from '../../components/programme/manifest.js';
import type { Programme } from './programme-page.js';
import { StateActions } from './state-actions.js';

const Basics = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const manifest = programme.manifest && asManifest(programme.manifest);
  const preset = manifest?.presets.find(({ key }) => key === programme.preset);
  return (
    <Facts
      facts={[
        [t('kind'), manifest ? text(manifest.title) : programme.plugin],
        ...(preset ? [[t('preset'), text(preset.title)] as const] : []),
        [t('owner'), programme.owner.name],
        [t('schoolYear'), programme.schoolYear],
        [t('period'), t('fromTo', { from: programme.startsOn, to: programme.endsOn })],
        [
          t('organisations'),
          <ul key="organisations" className="names">
            {programme.organisations.map(({ id, name, subtree }) => (
              <li key={id}>{subtree ? t('allSchoolsOf', { name }) : name}</li>
            ))}
          </ul>,
        ],
        [
          t('pairings'),
          <Link key="pairings" to="/programmes/$id" params={{ id: programme.id }} search={{ tab: 'pairings' }}>
            {t('activePairs', { count: programme.pairings, n: formatNumber(programme.pairings) })}
          </Link>,
        ],
      ]}
    />
  );
};

/** Ways to what the programme yields: ledgers, duties, reports. */
const Ways = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const manifest = programme.manifest && asManifest(programme.manifest);
  const groups = [
    {
      key: 'duties',
      title: t('ways.duties'),
      needs: useMay('duty.read'),
      links: [{ key: 'all', title: t('ways.dutyProgress'), to: '/duties', search: {} }],
    },
    {
      key: 'ledgers',
      title: t('ways.ledgers'),
      needs: useMay('record.read'),
      links: (manifest?.ledgers ?? []).map(({ key, title }) => ({
        key,
        title: text(title),
        to: '/ledgers',
        search: { ledger: key },
      })),
    },
    {
      key: 'reports',
      title: t('ways.reports'),
      needs: useMay('report.read'),
      links: (manifest?.reports ?? []).map(({ key, title }) => ({
        key,
        title: text(title),
        to: '/reports',
        search: { report: key },
      })),
    },
  ];
  return groups
    .filter(({ needs, links }) => needs && links.length > 0)
    .map((group) => (
      <section key={group.key} className="panel" aria-labelledby={`ways-${group.key}`}>
        <div className="panel-head">
          <h2 id={`ways-${group.key}`}>{group.title}</h2>
        </div>
        <ul className="ways">
          {group.links.map(({ key, title, to, search }) => (
            <li key={key}>
              <AppLink to={to} search={{ programme: programme.id, ...search }}>
                {title}
              </AppLink>
            </li>
          ))}
        </ul>
      </section>
    ));
};

/** 概况. */
export const OverviewTab = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('programmes');
  const mayWrite = useMay('programme.write');
  const [isEditing, setIsEditing] = useState(false);
  const mayEdit = mayWrite && programme.state !== 'closed';
  return (
    <div className={isEditing ? '' : 'overview'}>
      <div>
        <section className="panel" aria-labelledby="basics">
          <div className="panel-head">
            <h2 id="basics">{t('basics')}</h2>
            {mayEdit && !isEditing && <Button onClick={() => setIsEditing(true)}>{t('edit.start')}</Button>}
          </div>
          {isEditing ? (
            <BasicsForm programme={programme} onClose={() => setIsEditing(false)} />
          ) : (
            <div className="panel-body">
              <Basics programme={programme} />
            </div>
          )}
        </section>
        {!isEditing && <StateActions programme={programme} mayWrite={mayWrite} />}
      </div>
      {!isEditing && (
        <div>
          <Ways programme={programme} />
        </div>
      )}
    </div>
  );
};
