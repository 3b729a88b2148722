import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import './menu-button.css';

interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly onChoose: () => void;
  readonly danger?: boolean;
}

interface MenuButtonProps {
  /** Content of the button that opens the menu. */
  readonly children: ReactNode;
  readonly className?: string;
  /** Name of the button where its content is only an icon. */
  readonly label?: string;
  /** Groups of items, with an optional heading. */
  readonly groups: readonly { readonly title?: string; readonly items: readonly MenuItem[] }[];
}

const next: Readonly<Record<string, (at: number, n: number) => number>> = {
  ArrowDown: (at, n) => (at + 1) % n,
  ArrowUp: (at, n) => (at - 1 + n) % n,
  Home: () => 0,
  End: (_at, n) => n - 1,
};

/** A button with a menu under it, worked by mouse, finger or arrow keys. */
export const MenuButton = ({ children, className = '', label, groups }: MenuButtonProps) => {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const items = () => [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];

  useEffect(() => {
    if (!open) return;
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const closeOutside = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [open]);

  const close = () => {
    setOpen(false);
    box.current?.querySelector<HTMLElement>('button')?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (!open) return;
    if (event.key === 'Escape') return close();
    if (event.key === 'Tab') return setOpen(false);
    const all = items();
    const to = next[event.key]?.(all.indexOf(document.activeElement as HTMLElement), all.length);
    if (to === undefined) return;
    event.preventDefault();
    all[to]?.focus();
  };

  return (
    <div className="menu-button" ref={box} onKeyDown={press}>
      <button
        type="button"
        className={className}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={label}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <div className="menu" role="menu" id={id}>
          {groups.map((group, i) => (
            <div key={group.title ?? i} role="group" aria-label={group.title}>
              {group.title && <p aria-hidden="true">{group.title}</p>}
              {group.items.map((item) => (
                <button
                  key={item.key}
                  type="button"
                  role="menuitem"
                  tabIndex={-1}
                  className={item.danger ? 'danger' : ''}
                  onClick={() => {
                    close();
                    item.onChoose();
                  }}
                >
                  {item.label}
                </button>
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  );
};
