import { CheckOutlined, CloseOutlined, ExclamationOutlined } from '@ant-design/icons';
import type { ProgrammeManifest } from '@xieshou/sdk';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../api/generated/types.gen.js';
import { useText } from '../../app/i18n.js';
import { bySide } from './findings-by-side.js';
import type { Pairing } from './pairing-page.js';

const icons: Readonly<Record<Finding['outcome'], ComponentType>> = {
  pass: CheckOutlined,
  fail: CloseOutlined,
  soft: ExclamationOutlined,
};

const FindingList = ({ title, findings }: { title?: string; findings: readonly Finding[] }) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  return (
    <div className="finding-group">
      {title && <h3>{title}</h3>}
      <ul>
        {findings.map((finding, i) => {
          const Icon = icons[finding.outcome];
          return (
            <li key={`${finding.rule}${i}`} className={`finding ${finding.outcome}`}>
              <Icon aria-hidden />
              <span className="visually-hidden">{t(`outcome.${finding.outcome}`)}</span>
              {text(finding.text)}
            </li>
          );
        })}
      </ul>
    </div>
  );
};

/** 审核意见: why both parties could be paired, as it was found on that day. */
export const Findings = ({ pairing, manifest }: { pairing: Pairing; manifest: ProgrammeManifest | undefined }) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  const { sides, others } = bySide(pairing.findings);
  const name = (side: 'helper' | 'helped') =>
    manifest ? t('sideOf', { side: text(manifest.sides[side].title), name: pairing[side].name }) : pairing[side].name;
  return (
    <section className="panel" aria-labelledby="findings">
      <div className="panel-head">
        <h2 id="findings">{t('findings.title')}</h2>
        <span className="muted">{t('findings.note')}</span>
      </div>
      <div className="panel-body findings">
        {pairing.findings.length === 0 && <p className="muted">{t('findings.none')}</p>}
        {sides.map(({ side, findings }) => (
          <FindingList key={side} title={name(side)} findings={findings} />
        ))}
        {others.length > 0 && <FindingList findings={others} />}
      </div>
    </section>
  );
};
