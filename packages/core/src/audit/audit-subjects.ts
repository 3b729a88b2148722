import { Inject, Injectable } from '@nestjs/common';
import { type Language, type Text, t } from '@xieshou/sdk';
import { inPieces } from '../imports/bulk.js';
import { accountName, guardedName } from '../people/children.js';
import type { Database } from '../platform/database/database.js';
import { type Sql, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { inReach, type Reach } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Catalogue } from '../programmes/catalogue.js';

export interface Subject {
  readonly kind: string;
  readonly id: string | null;
}

export interface Named {
  readonly name: string;
  readonly link: string | null;
}

const kinds: Readonly<Record<string, Text>> = {
  account: t('账号', 'Account'),
  assignment: t('身份', 'Role'),
  file: t('附件', 'Attachment'),
  filedSheet: t('存档表册', 'Filed sheet'),
  import: t('导入', 'Import'),
  job: t('后台任务', 'Job'),
  notification: t('消息', 'Notification'),
  organisation: t('单位', 'Organisation'),
  pairing: t('结对', 'Pairing'),
  person: t('人员', 'Person'),
  programme: t('项目', 'Programme'),
  proposal: t('结对建议', 'Proposal'),
  record: t('记录', 'Record'),
  rectification: t('整改', 'Rectification'),
  settlement: t('结算', 'Settlement'),
  tally: t('统计', 'Tallies'),
  team: t('小分队', 'Team'),
  term: t('校历', 'Calendar'),
  view: t('视图', 'View'),
  list: t('列表', 'List'),
};

export const kindTitle = (kind: string): Text => kinds[kind] ?? t(kind, kind);

type Row = { readonly id: string; readonly name: string; readonly form?: string; readonly plugin?: string };

const parties = sql`join organisation helper on helper.id = g.helper_organisation_id
  join organisation helped on helped.id = g.helped_organisation_id`;

/** For each kind that has a name: the rows with their name and district, and the page that shows one. */
const sources: Readonly<Record<string, { rows(ids: Sql): Sql; readonly district: Sql; link?(id: string): string }>> = {
  organisation: {
    rows: (ids) => sql`select x.id, x.name from organisation x where x.id in ${ids}`,
    district: sql`x.district_id`,
    link: (id) => `/organisations/${id}`,
  },
  person: {
    rows: (ids) => sql`select x.id, (select ${guardedName} from person p join organisation o on o.id = p.organisation_id
      where p.id = x.id) as name from person x where x.id in ${ids}`,
    district: sql`x.district_id`,
  },
  account: {
    rows: (ids) => sql`select a.id, ${accountName()} as name from account a where a.id in ${ids}`,
    district: sql`a.district_id`,
  },
  programme: {
    rows: (ids) => sql`select x.id, x.title as name from programme x where x.id in ${ids}`,
    district: sql`x.district_id`,
    link: (id) => `/programmes/${id}`,
  },
  team: {
    rows: (ids) => sql`select x.id, x.name from team x where x.id in ${ids}`,
    district: sql`x.district_id`,
    link: (id) => `/teams/${id}`,
  },
  pairing: {
    rows: (ids) =>
      sql`select g.id, helper.name || ' — ' || helped.name as name from pairing g ${parties} where g.id in ${ids}`,
    district: sql`g.district_id`,
    link: (id) => `/pairings/${id}`,
  },
  record: {
    rows: (ids) =>
      sql`select x.id, x.on_day as name, x.form, p.plugin from record x
        join programme p on p.id = x.programme_id where x.id in ${ids}`,
    district: sql`x.district_id`,
    link: (id) => `/records/${id}`,
  },
  rectification: {
    rows: (ids) =>
      sql`select x.id, helper.name || ' — ' || helped.name as name from rectification x
        join pairing g on g.id = x.pairing_id ${parties} where x.id in ${ids}`,
    district: sql`x.district_id`,
    link: (id) => `/rectifications/${id}`,
  },
};

/** What the entries of the log are about, by name and page, as far as the reader's reach goes. */
@Injectable()
export class AuditSubjects {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly catalogue: Catalogue,
  ) {}

  async of(reach: Reach | undefined, subjects: readonly Subject[], language: Language): Promise<Map<string, Named>> {
    const found = new Map<string, Named>();
    for (const [kind, same] of grouped(subjects, (subject) => subject.kind)) {
      const source = sources[kind];
      if (!source) continue;
      const rows = await inPieces(
        same.flatMap(({ id }) => (id ? [id] : [])),
        (ids) =>
          this.database.all<Row>(
            sql`${source.rows(ids)} and ${inReach(reach, { district: source.district, organisations: [] })}`,
          ),
      );
      for (const row of rows)
        found.set(row.id, { name: this.nameOf(row, language), link: source.link?.(row.id) ?? null });
    }
    return found;
  }

  /** A record has no name of its own: its form's title and its day. */
  private nameOf({ name, form, plugin }: Row, language: Language): string {
    if (form === undefined || plugin === undefined) return name;
    const found = this.catalogue.find(plugin)?.forms[form];
    if (found?.readBy) return { zh: '限定人员可读的记录', en: 'A record for named readers' }[language];
    const title = found?.title[language] ?? form;
    return name ? `${title} ${name}` : title;
  }
}
