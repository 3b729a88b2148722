import type { ReactNode } from 'react';
import { AppLink } from './app-link.js';
import './link-button.css';

interface LinkButtonProps {
  readonly to: string;
  readonly search?: Readonly<Record<string, string | undefined>>;
  readonly primary?: boolean;
  /** Its name where the words on it need their surroundings. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** A link that stands among buttons and looks like them; it can be opened in another tab. */
export const LinkButton = ({ primary = false, label, ...link }: LinkButtonProps) => (
  <AppLink {...link} aria-label={label} className={primary ? 'link-button primary' : 'link-button'} />
);
