import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listImportsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { useList } from '../../api/queries.js';
import { formatInstant } from '../../app/format.js';
import type { Register } from './import-rows.js';

interface MyImportsProps {
  readonly register: Register;
  /** Of one programme only, and of one of its registers. */
  readonly about?: { readonly programme: string; readonly register: string | null };
}

/** My latest imports of one register, with how each stands: the way back to undo one. */
export const MyImports = ({ register, about }: MyImportsProps) => {
  const { t } = useTranslation('imports');
  const { data } = useList(listImportsOptions({ query: { register, size: 10 } }));
  const mine = (data?.rows ?? []).filter(
    (one) => !about || (one.about?.programme === about.programme && one.about.register === about.register),
  );
  if (mine.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="mine">
      <div className="panel-head">
        <h2 id="mine">{t('mine.title')}</h2>
      </div>
      <ul className="my-imports">
        {mine.map((one) => (
          <li key={one.id}>
            <Link to="/imports/$id" params={{ id: one.id }}>
              {one.fileName}
            </Link>
            <span className="muted">{formatInstant(one.appliedAt ?? one.uploadedAt)}</span>
            <span>
              {t(`mine.state.${one.state}`)}
              {one.undoUntil && Date.parse(one.undoUntil) > Date.now() && t('mine.undoable')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
