import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { readRectificationOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { nothing } from '../../app/format.js';
import { useMay } from '../../app/session.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';
import { Facts } from '../../components/facts.js';
import '../../components/link-button.css';
import { PageHeader } from '../../components/page-header.js';
import { pairingName } from '../../components/pairing/pairing-name.js';
import { useProgramme } from '../../components/programme/programme.js';
import { StatusTag } from '../../components/status-tag.js';
import { ActDrawer } from './act-drawer.js';
import { type Act, actsOf, isNext, type Rectification } from './acts.js';
import { DueOn } from './due-on.js';
import './rectifications.css';
import { rectificationRoute } from './routes.js';
import { Steps } from './steps.js';

const useActWord = (it: Rectification) => {
  const { t } = useTranslation('rectifications');
  return (act: Act) => {
    if (act === 'inspect' && it.state !== 'waiting') return t('act.note');
    if (act === 'answer' && it.state === 'answering') return t('act.answerAgain');
    return t(`act.${act}`);
  };
};

/** One problem: what, who, until when, what was done about it, and what comes next. */
export const RectificationPage = () => {
  const { t } = useTranslation('rectifications');
  const { id } = rectificationRoute.useParams();
  const { data: it } = useSuspenseQuery(readRectificationOptions({ path: { id } }));
  const { programme } = useProgramme(it.programme);
  const mayReadPairing = useMay('pairing.read');
  const acting = useDrawer<Act>();
  const word = useActWord(it);
  const organisation = it[it.answeredBy];
  const pair = pairingName(it);
  const acts = actsOf(it);
  return (
    <>
      <PageHeader
        title={t('page.title', { organisation: organisation.name })}
        audited={it.id}
        trail={[{ title: t('title'), to: `/rectifications?programme=${it.programme}` }]}
        marks={<StatusTag of="rectification" state={it.state} />}
        lead={programme.title}
        actions={
          acts.length > 0 &&
          [...acts].reverse().map((act) => (
            <Button key={act} type={isNext(act, it.state) ? 'primary' : 'default'} onClick={() => acting.show(act)}>
              {word(act)}
            </Button>
          ))
        }
      />
      <div className="case">
        <div>
          <section className="panel" aria-labelledby="problem">
            <div className="panel-head">
              <h2 id="problem">{t('content')}</h2>
            </div>
            <div className="panel-body">
              <p className="case-text case-problem">{it.content}</p>
              <Facts
                facts={[
                  [t('organisation'), organisation.name],
                  [t('dueOn'), <DueOn key="due" row={it} />],
                  [t('page.raised'), `${it.raisedOn} ${it.raisedBy}`],
                  [
                    t('pairing'),
                    mayReadPairing ? (
                      <Link key="pairing" to="/pairings/$id" params={{ id: it.pairing }}>
                        {pair}
                      </Link>
                    ) : (
                      pair
                    ),
                  ],
                  ...(it.record
                    ? [
                        [
                          t('page.record'),
                          <Link key="record" to="/records/$id" params={{ id: it.record }}>
                            {t('page.toRecord')}
                          </Link>,
                        ] as const,
                      ]
                    : []),
                ]}
              />
            </div>
          </section>
          <section className="panel" aria-labelledby="righting">
            <div className="panel-head">
              <h2 id="righting">{t('page.righting')}</h2>
            </div>
            <div className="panel-body case-text">
              <Facts
                facts={[
                  [t('measures'), it.measures ?? nothing],
                  [t('responsible'), it.responsible ?? nothing],
                  [t('result'), it.result ?? nothing],
                  [t('inspector'), it.inspectedBy ?? nothing],
                  [t('inspection'), it.inspection ?? nothing],
                  ...(it.closedOn ? [[t('closedOn'), it.closedOn] as const] : []),
                ]}
              />
            </div>
          </section>
        </div>
        <Steps steps={it.steps} />
      </div>
      {acting.about && (
        <ActDrawer key={acting.about} act={acting.about} it={it} open={acting.open} onClose={acting.hide} />
      )}
    </>
  );
};
