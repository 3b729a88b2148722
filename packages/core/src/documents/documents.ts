import { Inject, Injectable } from '@nestjs/common';
import {
  isInUse,
  type DocumentBlock,
  documentFault,
  type ProgrammeDocument,
  standardDocuments,
  type Text,
  t,
} from '@xieshou/sdk';
import { chineseDay } from '../files/chinese-day.js';
import { docx, writeWord } from '../files/word.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { FileAnswer } from '../platform/http/file-answer.js';
import { notFound } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { programmeFault } from '../programmes/programme-faults.js';
import { Programmes } from '../programmes/programmes.js';
import { DocumentReading, type Working } from './document-reading.js';
import type * as api from './documents.api.js';
import { assertFitsPaper } from './fits-paper.js';
import { inLanguage, type LaidBlock, laidOut, rowsIn } from './laid-out.js';
import { planDocument } from './plan-document.js';
import { partyTitles, recordParts } from './record-document.js';

type Query = Call<typeof api.readDocument>['query'];

const planTitle = t('实施方案', 'Plan');
const planPurpose = t(
  '由项目的设置、结对、频次要求和校历生成的方案。',
  'The plan of the programme, made from its settings, pairings, duties and calendar.',
);
const recordTitle = t('记录表', 'Record');
const recordPurpose = t('任一条记录的纸质表格。', 'Any record, on paper.');

/** A document that is printed, and what its parts are. */
interface Printed {
  readonly title: Text;
  readonly of: ProgrammeDocument['of'];
  readonly orientation: 'portrait' | 'landscape';
  readonly unit: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly parts: readonly DocumentBlock[];
}

/** 文档: what goes to paper, filled in from what has been written down. */
@Injectable()
export class Documents {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly reading: DocumentReading,
  ) {}

  async list({ scope, params }: Call<typeof api.listDocuments>) {
    const { definition, settings } = await this.programmes.get(this.database, scope, params.id, 'record.read');
    if (!definition) return [];
    const used = Object.entries(definition.documents).filter(([, d]) => isInUse(d, settings));
    const one = (key: string, d: Pick<ProgrammeDocument, 'title' | 'purpose' | 'of'>, form: string | null = null) => ({
      key,
      title: d.title,
      purpose: d.purpose ?? null,
      of: d.of,
      form,
    });
    const all = [
      one('plan', { title: planTitle, purpose: planPurpose, of: 'programme' }),
      ...used.map(([key, d]) => one(key, d, d.of === 'record' ? d.form : null)),
      one('record', { title: recordTitle, purpose: recordPurpose, of: 'record' }),
    ];
    return all.filter(({ of }) => of !== 'programme' || scope.reach('report.read') !== undefined);
  }

  async read(call: Call<typeof api.readDocument>) {
    const { scope, params, query } = call;
    const language = query.language ?? call.language;
    const { printed, running } = await this.database.snapshot(async (reads) => {
      const found = await this.programmes.get(reads, scope, params.id, 'record.read');
      if (!found.definition) throw notFound();
      const working = { ...found, definition: found.definition };
      return { running: found, printed: await this.printed(reads, { scope, working, key: params.document, query }) };
    });
    const parts = printed.parts.map(laidOut);
    if (call.wants(docx)) return this.paper({ printed, parts, language });
    const { title, of, orientation, period, unit } = printed;
    return {
      title,
      of,
      orientation,
      period: { ...period },
      unit,
      on: this.clock.today(),
      settingsVersion: running.settingsNumber,
      asOf: this.clock.instant(),
      parts: structuredClone(parts) as Writable<LaidBlock>[],
    };
  }

  private async paper(o: {
    readonly printed: Printed;
    readonly parts: readonly LaidBlock[];
    readonly language: 'zh' | 'en';
  }): Promise<FileAnswer> {
    const { printed, language } = o;
    const day = this.clock.today();
    const title = printed.title[language];
    const content = await writeWord({
      title,
      under:
        language === 'zh'
          ? [`填报单位（盖章）：${printed.unit}`, `填报日期：${chineseDay(day)}`]
          : [`Unit (seal): ${printed.unit}`, `Date: ${day}`],
      language,
      orientation: printed.orientation,
      blocks: o.parts.map((part) => inLanguage(part, language)),
    });
    return new FileAnswer(content, docx, `${title}-${day}.docx`);
  }

  private async printed(
    reads: Reads,
    o: { readonly scope: Scope; readonly working: Working; readonly key: string; readonly query: Query },
  ): Promise<Printed> {
    const { working, key, scope, query } = o;
    const { row, definition } = working;
    const own = Object.hasOwn(definition.documents, key) ? definition.documents[key]! : undefined;
    if (own ? !isInUse(own, working.settings) : !standardDocuments.includes(key)) throw notFound();
    const about = await this.reading.basis(reads, working);
    const period = await this.reading.period(reads, working, query.period);
    const asked = { working, scope, query, period };
    const titled = ({ zh, en }: Text): Text => t(`${row.title}${zh}`, `${row.title}: ${en}`);
    const whole = (parts: readonly DocumentBlock[]) => this.checked({ plugin: row.plugin, key, parts });
    const orientation = own?.orientation ?? 'portrait';
    const unit = scope.organisationName;
    if (own ? own.of === 'record' : key === 'record') {
      const ofForm = own?.of === 'record' ? own : undefined;
      const record = await this.reading.record(reads, asked, ofForm?.form);
      const title = ofForm?.title ?? record.title;
      const { programme } = about;
      const parts = whole(
        ofForm
          ? ofForm.parts(record, about)
          : recordParts({ record, programme, titles: partyTitles(definition, record.form) }),
      );
      return { of: 'record', title, orientation, unit: record.writer, period, parts };
    }
    if (own?.of === 'pairing') {
      const parts = whole(own.parts(await this.reading.pairing(reads, asked), about));
      return { of: 'pairing', title: own.title, orientation, unit, period, parts };
    }
    if (!scope.reach('report.read')) throw notFound();
    const pairings = await this.reading.pairings(reads, asked);
    if (own?.of === 'programme') {
      const read = await this.reading.programme(reads, asked, own);
      const parts = whole(own.parts(read, { ...about, pairings }));
      return { of: 'programme', title: titled(own.title), orientation, unit, period, parts };
    }
    const calendar = await this.reading.calendar(reads, working);
    const latest = (await this.programmes.versions(reads, row.id)).at(-1)!.settings;
    const plan = { definition, preset: row.preset, calendar, latest, about: { ...about, pairings } };
    const parts = whole(planDocument(plan));
    return { of: 'programme', title: titled(planTitle), orientation, unit: about.programme.owner, period, parts };
  }

  /** What a document answers, unless it cannot be printed, which is its programme's fault, or is too long for paper. */
  private checked(o: {
    readonly plugin: string;
    readonly key: string;
    readonly parts: readonly DocumentBlock[];
  }): readonly DocumentBlock[] {
    const fault = documentFault(o.parts);
    if (fault) throw programmeFault(o.plugin, `documents.${o.key}.parts`, fault);
    assertFitsPaper(rowsIn(o.parts));
    return o.parts;
  }
}

type Writable<T> = { -readonly [K in keyof T]: Writable<T[K]> };
