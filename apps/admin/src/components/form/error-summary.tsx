import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

interface ErrorSummaryProps {
  /** In the order of the form; without `id` where no field on the screen is to blame. */
  readonly errors: readonly { readonly id?: string; readonly message: string }[];
  /** Changes with every failed attempt: the summary then takes the focus. */
  readonly attempt: number;
}

const jump = (id: string) => {
  const target = document.getElementById(id);
  const control = target?.matches('input, textarea') ? target : (target?.querySelector<HTMLElement>('input') ?? target);
  control?.focus();
  control?.scrollIntoView({ block: 'center' });
};

/** 有 3 处需要修改, with a way to each. */
export const ErrorSummary = ({ errors, attempt }: ErrorSummaryProps) => {
  const { t } = useTranslation('app');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  if (errors.length === 0) return null;
  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={box}>
      <p className="error-summary-title">{t('form.toMend', { count: errors.length })}</p>
      <ul>
        {errors.map(({ id, message }) => (
          <li key={`${id ?? ''}${message}`}>
            {id ? (
              <a
                href={`#${id}`}
                onClick={(event) => {
                  event.preventDefault();
                  jump(id);
                }}
              >
                {message}
              </a>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
    </div>
  );
};
