import type { ProgrammeManifest } from '@xieshou/sdk';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { useMay } from '../../app/session.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';
import { OfficeDrawer } from './office-drawer.js';
import './offices.css';
import type { Pairing } from './pairing-page.js';

/** Who is appointed to the pairing in each role, and how it came about. */
export const OfficesPanel = ({ pairing, manifest }: { pairing: Pairing; manifest: ProgrammeManifest }) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  const mayAppoint = useMay('pairing.write') && pairing.state === 'active';
  const drawer = useDrawer<ProgrammeManifest['roles'][number]>();
  const roles = manifest.roles.filter(({ how }) => how === 'appointed');
  if (roles.length === 0) return null;
  const titleOf = (key: string) => {
    const role = roles.find((one) => one.key === key);
    return role ? text(role.title) : key;
  };
  return (
    <section className="panel" aria-labelledby="offices">
      <div className="panel-head">
        <h2 id="offices">{t('office.title')}</h2>
      </div>
      <ul className="offices">
        {roles.map((role) => {
          const present = pairing.appointed[role.key];
          return (
            <li key={role.key} className="office">
              <span className="muted">{text(role.title)}</span>
              <span className="office-name">{present?.name ?? t('office.vacant')}</span>
              {mayAppoint && (
                <Button size="small" onClick={() => drawer.show(role)}>
                  {t(present ? 'office.change' : 'office.appoint', { role: text(role.title) })}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {pairing.offices.length > 0 && (
        <ul className="office-changes" aria-label={t('office.changes')}>
          {pairing.offices.map(({ role, from, to, on, reason, by, at }) => (
            <li key={at}>
              <p>
                {t('office.changed', {
                  on,
                  role: titleOf(role),
                  from: from?.name ?? t('office.vacant'),
                  to: to?.name ?? t('office.vacant'),
                })}
              </p>
              <p className="muted">{t('office.why', { reason, by: by || nothing })}</p>
            </li>
          ))}
        </ul>
      )}
      {drawer.about && (
        <OfficeDrawer
          key={`${drawer.about.key}:${pairing.version}`}
          pairing={pairing}
          role={drawer.about}
          open={drawer.open}
          onClose={drawer.hide}
        />
      )}
    </section>
  );
};
