import type { ReactNode } from 'react';

interface SectionProps {
  readonly number: number;
  readonly title: string;
  readonly note?: string;
  /** A table that reaches to the panel's edges. */
  readonly isFlush?: boolean;
  readonly children: ReactNode;
}

/** One numbered section of a page that is filled in from top to bottom. */
export const Section = ({ number, title, note, isFlush = false, children }: SectionProps) => (
  <section className="panel" aria-labelledby={`section-${number}`}>
    <div className="panel-head section-head">
      <h2 id={`section-${number}`}>
        <span className="section-number">{number}</span>
        {title}
      </h2>
      {note && <span className="muted">{note}</span>}
    </div>
    {isFlush ? children : <div className="panel-body">{children}</div>}
  </section>
);
