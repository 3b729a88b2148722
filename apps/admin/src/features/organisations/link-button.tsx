import type { ReactNode } from 'react';
import { AppLink } from '../../components/app-link.js';
import './link-button.css';

interface LinkButtonProps {
  readonly to: string;
  readonly search?: Readonly<Record<string, string | undefined>>;
  readonly primary?: boolean;
  readonly children: ReactNode;
}

/** A link that stands among buttons and looks like them; it can be opened in another tab. */
export const LinkButton = ({ primary = false, ...link }: LinkButtonProps) => (
  <AppLink {...link} className={primary ? 'link-button primary' : 'link-button'} />
);
