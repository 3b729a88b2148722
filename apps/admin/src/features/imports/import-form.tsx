import { DownloadOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../api/download.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { useProblemText } from '../../components/error-panel.js';
import { FileDrop } from './file-drop.js';
import { ImportSteps } from './import-steps.js';
import './imports.css';

interface ImportFormProps {
  /** How rows are recognised, and what an empty cell means. */
  readonly rules: readonly string[];
  readonly template: Parameters<typeof download>[0];
  readonly send: (file: {
    readonly body: File;
    readonly query: { readonly name: string };
    readonly headers: { readonly 'Idempotency-Key': string };
  }) => Promise<{ readonly id: string }>;
  /** What must be chosen before anything else. */
  readonly first?: ReactNode;
  /** Why no file can be taken yet. */
  readonly notYet?: string | undefined;
}

/** The first two steps of every import: the template, and the file that was made from it. */
export const ImportForm = ({ rules, template, send, first, notYet }: ImportFormProps) => {
  const { t } = useTranslation('imports');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const [isLoading, setIsLoading] = useState(false);
  const upload = useWrite({
    send: (file: File, headers) => send({ body: file, query: { name: file.name.slice(-200) }, headers }),
    onDone: ({ id }) => navigate({ to: '/imports/$id', params: { id } }),
  });
  const refusal = () => {
    if (!upload.error) return undefined;
    const problem = asProblem(upload.error);
    return problem.errors[0]?.message ?? problemText(problem);
  };
  const getTemplate = async () => {
    setIsLoading(true);
    try {
      await download(template);
    } catch (error) {
      void message.error(problemText(asProblem(error)));
    } finally {
      setIsLoading(false);
    }
  };
  return (
    <>
      <ImportSteps current={upload.isPending ? 'upload' : 'template'} />
      {first}
      <section className="panel" aria-labelledby="template">
        <div className="panel-head">
          <h2 id="template">{t('start.templateTitle')}</h2>
        </div>
        <div className="panel-body import-template">
          <ul className="import-rules">
            <li>{t('start.rules.titles')}</li>
            {rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
          <Button icon={<DownloadOutlined aria-hidden />} loading={isLoading} onClick={() => void getTemplate()}>
            {t('start.download')}
          </Button>
        </div>
      </section>
      <section className="panel" aria-labelledby="upload">
        <div className="panel-head">
          <h2 id="upload">{t('start.uploadTitle')}</h2>
        </div>
        <div className="panel-body">
          {notYet ? (
            <p className="muted">{notYet}</p>
          ) : (
            <FileDrop busy={upload.isPending} refusal={refusal()} onFile={(file) => upload.mutate(file)} />
          )}
          <p className="import-safe muted">{t('start.safe')}</p>
        </div>
      </section>
    </>
  );
};
