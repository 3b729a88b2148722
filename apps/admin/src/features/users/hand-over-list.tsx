import { useTranslation } from 'react-i18next';
import type { ReadHandOverResponse } from '../../api/generated/types.gen.js';
import { formatNumber, nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import './hand-over.css';

type Content = ReadHandOverResponse['content'];

/** What somebody has in hand, kind by kind: on the screen and on paper the same. */
export const HandOverList = ({ content }: { content: Content }) => {
  const { t } = useTranslation('users');
  const text = useText();
  const kinds: readonly (readonly [keyof Content, readonly (readonly [id: string, what: string, when: string])[]])[] = [
    ['drafts', content.drafts.rows.map((r) => [r.id, `${r.programme} · ${text(r.form)}`, r.on])],
    ['returned', content.returned.rows.map((r) => [r.id, `${r.programme} · ${text(r.form)}`, r.on])],
    [
      'reviews',
      content.reviews.rows.map((r) => [
        r.id,
        `${r.programme} · ${text(r.form)} · ${r.on} · ${r.pairing}`,
        r.dueOn ? t('handOver.until', { day: r.dueOn }) : nothing,
      ]),
    ],
    [
      'rectifications',
      content.rectifications.rows.map((r) => [
        r.id,
        `${r.programme} · ${r.content}`,
        t('handOver.until', { day: r.dueOn }),
      ]),
    ],
    [
      'delegations',
      content.delegations.rows.map((r) => [
        r.id,
        t(`handOver.${r.way}`, { name: r.other.name }),
        t('handOver.days', { from: r.startsOn, to: r.endsOn }),
      ]),
    ],
  ];
  return (
    <table className="hand-over-list">
      <thead>
        <tr>
          <th scope="col">{t('handOver.kind')}</th>
          <th scope="col">{t('handOver.what')}</th>
          <th scope="col">{t('handOver.when')}</th>
        </tr>
      </thead>
      {kinds.map(([kind, rows]) => (
        <tbody key={kind}>
          {(rows.length > 0 ? rows : [[kind, nothing, nothing] as const]).map(([id, what, when], i, all) => (
            <tr key={id}>
              {i === 0 && (
                <th scope="rowgroup" rowSpan={all.length}>
                  {t(`handOver.kinds.${kind}`)}
                  <span className="hand-over-count">
                    {t('handOver.count', { count: content[kind].total, n: formatNumber(content[kind].total) })}
                  </span>
                </th>
              )}
              <td>{what}</td>
              <td className="hand-over-when">{when}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
};
