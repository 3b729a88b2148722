import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/queries.js';
import { App } from './app/app.js';
import { startI18n } from './app/i18n.js';
import { createAppRouter } from './app/router.js';
import './app/theme.css';

const start = async (root: HTMLElement) => {
  await startI18n();
  const queryClient = createQueryClient();
  const router = createAppRouter(queryClient);
  createRoot(root).render(
    <StrictMode>
      <App router={router} queryClient={queryClient} />
    </StrictMode>,
  );
};

const root = document.getElementById('root');
if (root) void start(root);
