import { ArrowDownOutlined, ArrowUpOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import './kept-list.css';
import { inOrder, moved, ownLayout, shownColumns, toggled } from './layout.js';
import type { Keeping } from './use-kept-list.js';

interface ColumnSettingsProps {
  readonly keeping: Keeping;
  readonly columns: readonly { readonly key: string; readonly title: string }[];
}

/** 列设置: which columns are shown, in which order, how many stay in sight, how high the rows are. */
export const ColumnSettings = ({ keeping, columns }: ColumnSettingsProps) => {
  const { t } = useTranslation('app');
  const [open, setOpen] = useState(false);
  const { layout, draw, keep } = keeping;
  const ordered = inOrder(columns, layout);
  const shown = shownColumns(columns, layout);
  const close = () => {
    keep();
    setOpen(false);
  };
  return (
    <>
      <Button icon={<SettingOutlined aria-hidden />} onClick={() => setOpen(true)}>
        {t('columns.title')}
      </Button>
      <Drawer
        title={t('columns.title')}
        open={open}
        onClose={close}
        size={380}
        destroyOnHidden
        footer={
          <div className="column-foot">
            <Button onClick={() => draw(ownLayout)}>{t('columns.reset')}</Button>
            <Button type="primary" onClick={close}>
              {t('columns.done')}
            </Button>
          </div>
        }
      >
        <p className="muted column-lead">{t(keeping.active?.columns ? 'columns.ofView' : 'columns.lead')}</p>
        <ul className="column-list">
          {ordered.map(({ key, title }, i) => {
            const isShown = shown.some((column) => column.key === key);
            return (
              <li key={key}>
                <label>
                  <input
                    type="checkbox"
                    checked={isShown}
                    disabled={isShown && shown.length === 1}
                    onChange={() => draw(toggled(layout, key))}
                  />
                  <span>{title}</span>
                </label>
                {([-1, 1] as const).map((by) => (
                  <Button
                    key={by}
                    type="text"
                    icon={by < 0 ? <ArrowUpOutlined aria-hidden /> : <ArrowDownOutlined aria-hidden />}
                    aria-label={t(by < 0 ? 'columns.up' : 'columns.down', { title })}
                    disabled={by < 0 ? i === 0 : i === ordered.length - 1}
                    onClick={() => draw(moved(columns, layout, { key, by }))}
                  />
                ))}
              </li>
            );
          })}
        </ul>
        <div className="column-choice">
          <label htmlFor="column-frozen">{t('columns.frozen')}</label>
          <select
            id="column-frozen"
            value={layout.frozen}
            onChange={(event) => draw({ ...layout, frozen: Number(event.target.value) })}
          >
            {[0, 1, 2, 3].map((n) => (
              <option key={n} value={n}>
                {n === 0 ? t('columns.frozenNone') : t('columns.frozenFirst', { count: n })}
              </option>
            ))}
          </select>
        </div>
        <div className="column-choice">
          <label htmlFor="column-density">{t('columns.density')}</label>
          <select
            id="column-density"
            value={layout.density}
            onChange={(event) => draw({ ...layout, density: event.target.value as typeof layout.density })}
          >
            {(['compact', 'standard'] as const).map((density) => (
              <option key={density} value={density}>
                {t(`columns.${density}`)}
              </option>
            ))}
          </select>
        </div>
      </Drawer>
    </>
  );
};
