import { useState } from 'react';

/** What a drawer is about. While it slides away it keeps its content, so nothing jumps. */
export const useDrawer = <About>() => {
  const [about, setAbout] = useState<About>();
  const [open, setOpen] = useState(false);
  return {
    about,
    open,
    show: (next: About) => {
      setAbout(next);
      setOpen(true);
    },
    hide: () => setOpen(false),
  };
};
