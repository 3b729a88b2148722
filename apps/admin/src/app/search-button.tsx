import { SearchOutlined } from '@ant-design/icons';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '../components/use-media.js';

const SearchPalette = lazy(async () => ({
  default: (await import('../features/search/search-palette.js')).SearchPalette,
}));

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Opens the search, by a click or Ctrl K (⌘ K); its screen is fetched when it is first asked for. */
export const SearchButton = () => {
  const { t } = useTranslation('app');
  const isPhone = usePhone();
  const [open, setOpen] = useState<boolean>();

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);

  return (
    <>
      <button
        type="button"
        className="top-button search-button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        aria-label={isPhone ? t('shell.search') : undefined}
        onClick={() => setOpen(true)}
      >
        <SearchOutlined aria-hidden />
        {!isPhone && (
          <>
            {t('shell.search')}
            <kbd aria-hidden>{isMac ? '⌘ K' : 'Ctrl K'}</kbd>
          </>
        )}
      </button>
      {open !== undefined && (
        <Suspense fallback={null}>
          <SearchPalette open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};
