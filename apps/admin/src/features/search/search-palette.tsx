import { SearchOutlined } from '@ant-design/icons';
import { useRouter } from '@tanstack/react-router';
import { Modal } from 'antd';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { searchOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { useList } from '../../api/queries.js';
import { useProblemText } from '../../components/error-panel.js';
import { asProblem } from '../../api/problem.js';
import { useSettled } from '../../components/use-settled.js';
import { type Hit, hitsOf } from './hits.js';
import './search.css';

interface SearchPaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

const groups = ['organisations', 'people', 'pairings', 'programmes'] as const;

/** 搜索: one box for everything with a name. The focus stays in the box; the arrows choose, Enter opens. */
export const SearchPalette = ({ open, onClose }: SearchPaletteProps) => {
  const { t } = useTranslation('search');
  const { history, buildLocation } = useRouter();
  const prefix = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const q = useSettled(typed);
  const { data, error, isFetching } = useList({ ...searchOptions({ query: { q } }), enabled: q !== '' });
  const problemText = useProblemText();
  const hits = data && q !== '' ? hitsOf(data, t) : [];
  const chosen = hits[Math.min(at, hits.length - 1)];
  const idOf = (hit: Hit) => `${prefix}${hit.key}`;

  useEffect(() => setAt(0), [q]);
  useEffect(() => {
    if (chosen) document.getElementById(`${prefix}${chosen.key}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen, prefix]);

  const go = (hit: Hit) => {
    onClose();
    history.push(buildLocation({ to: hit.to, search: (hit.search ?? {}) as never }).href);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return; // the arrows and Enter belong to the input method
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, hits.length - 1) + step + hits.length) % hits.length);
    }
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      go(chosen);
    }
  };

  const message = () => {
    if (q === '') return t('hint');
    if (error) return problemText(asProblem(error));
    if (!data || isFetching) return t('searching');
    return hits.length === 0 ? t('none', { q }) : t('found', { count: hits.length });
  };

  return (
    <Modal
      title={t('title')}
      open={open}
      onCancel={onClose}
      footer={null}
      width={640}
      className="search-palette"
      afterOpenChange={(isOpen) => (isOpen ? input.current?.select() : undefined)}
    >
      <div className="search-box">
        <SearchOutlined aria-hidden />
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-expanded={hits.length > 0}
          aria-controls={`${prefix}list`}
          aria-activedescendant={chosen ? idOf(chosen) : undefined}
          aria-autocomplete="list"
          aria-label={t('title')}
          placeholder={t('placeholder')}
          autoComplete="off"
          maxLength={50}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={press}
        />
      </div>
      <p className="search-message" role="status">
        {message()}
      </p>
      <div id={`${prefix}list`} role="listbox" aria-label={t('results')} className="search-results">
        {groups.map((group) => {
          const own = hits.filter((hit) => hit.group === group);
          if (own.length === 0) return null;
          return (
            <div key={group} role="group" aria-labelledby={`${prefix}${group}`}>
              <p id={`${prefix}${group}`} className="search-group">
                {t(`group.${group}`)}
              </p>
              {own.map((hit) => (
                <div
                  key={hit.key}
                  id={idOf(hit)}
                  role="option"
                  aria-selected={hit === chosen}
                  className="search-hit"
                  onPointerMove={() => setAt(hits.indexOf(hit))}
                  onClick={() => go(hit)}
                >
                  <span className="search-name">{hit.name}</span>
                  <span className="search-beside">{hit.beside.join(' · ')}</span>
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </Modal>
  );
};
