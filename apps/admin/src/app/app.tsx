import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as Antd, ConfigProvider, type ConfigProviderProps } from 'antd';
import { useEffect, useState } from 'react';
import { usePhone, useReducedMotion } from '../components/use-media.js';
import { useLanguage } from './i18n.js';
import type { createAppRouter } from './router.js';
import { stillTheme, theme } from './theme.js';

const antdTexts = {
  zh: () => import('antd/locale/zh_CN'),
  en: () => import('antd/locale/en_US'),
};

const useAntdLocale = (): ConfigProviderProps['locale'] => {
  const language = useLanguage();
  const [locale, setLocale] = useState<ConfigProviderProps['locale']>();
  useEffect(() => {
    let wanted = true;
    void antdTexts[language]().then((texts) => wanted && setLocale(texts.default));
    return () => {
      wanted = false;
    };
  }, [language]);
  return locale;
};

interface AppProps {
  readonly router: ReturnType<typeof createAppRouter>;
  readonly queryClient: QueryClient;
}

export const App = ({ router, queryClient }: AppProps) => {
  const locale = useAntdLocale();
  const isPhone = usePhone();
  const isStill = useReducedMotion();
  return (
    <ConfigProvider
      theme={isStill ? stillTheme : theme}
      componentSize={isPhone ? 'large' : 'middle'}
      button={{ autoInsertSpace: false }}
      {...(locale ? { locale } : {})}
    >
      <Antd message={{ duration: 3, maxCount: 3 }}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Antd>
    </ConfigProvider>
  );
};
