import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Brand } from '../../components/brand.js';
import { PageHeader } from '../../components/page-header.js';
import { PasswordForm } from './password-form.js';
import { forcedPasswordRoute } from './routes.js';

/** After sign-in with a one-time password, before anything else; then on to where the person was going. */
export const ForcedPassword = () => {
  const { t } = useTranslation('account');
  const { history } = useRouter();
  const { to = '/' } = forcedPasswordRoute.useSearch();
  return (
    <main className="forced">
      <p className="forced-brand">
        <Brand />
        {t('app:name')}
      </p>
      <div className="panel">
        <PageHeader title={t('forcedTitle')} />
        <PasswordForm forced onDone={() => history.replace(to)} />
      </div>
    </main>
  );
};
