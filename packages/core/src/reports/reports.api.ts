import * as z from 'zod';
import { DayText, endpoint, Id, Instant, TextPair, xlsx } from '../platform/endpoint.js';

export const ReportTable = z.object({
  title: TextPair,
  period: z.object({ from: DayText, to: DayText }),
  asOf: z.string(),
  settingsVersion: z.int(),
  columns: z.array(
    z.object({ key: z.string(), title: TextPair, kind: z.enum(['text', 'integer', 'share']), total: z.boolean() }),
  ),
  rows: z.array(
    z.object({ pairing: Id.nullable(), cells: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) }),
  ),
  totals: z.record(z.string(), z.number()),
  chart: z.object({ kind: z.string(), by: z.string(), series: z.array(z.string()) }).nullable(),
  drill: z.record(z.string(), z.string()),
});
export const readReport = endpoint({
  name: 'readReport',
  method: 'GET',
  path: '/api/programmes/:id/reports/:report',
  gate: 'report.read',
  summary: 'A report over a period; as a workbook by Accept',
  params: z.strictObject({ id: Id, report: z.string().max(60) }),
  query: z.strictObject({
    from: DayText.optional(),
    to: DayText.optional(),
    language: z.enum(['zh', 'en']).optional(),
  }),
  answer: ReportTable,
  files: [xlsx],
});

export const readWorkbench = endpoint({
  name: 'readWorkbench',
  method: 'GET',
  path: '/api/workbench',
  gate: 'signedIn',
  summary: 'What I can do, what waits for me, how the term stands',
  answer: z.object({
    waiting: z.int(),
    returned: z.int(),
    /** What my organisation has begun to write and not handed in. */
    drafts: z.array(
      z.object({
        id: Id,
        programme: Id,
        form: z.string(),
        formTitle: TextPair,
        keptAt: Instant,
        brief: TextPair,
      }),
    ),
    unread: z.int(),
    programmes: z.array(
      z.object({
        id: Id,
        title: z.string(),
        plugin: z.string(),
        pairings: z.int(),
        /** Forms the caller may write, in the manifest's order. */
        forms: z.array(z.object({ key: z.string(), title: TextPair })),
        /** Standing of each duty in its running period, over the pairings I see. */
        duties: z.array(
          z.object({
            duty: z.string(),
            title: TextPair,
            period: z.string(),
            periodTitle: TextPair,
            required: z.int(),
            confirmed: z.int(),
            claimed: z.int(),
            below: z.int(),
          }),
        ),
        overduePairings: z.int(),
        /** People who wait for me to screen or audit them; null where there are no teams, or none that I read of. */
        teams: z.object({ screen: z.int(), audit: z.int() }).nullable(),
        /** A rule of the programme failed: how its duties stand is not known. */
        dutiesFailed: z.boolean(),
      }),
    ),
    latest: z.array(
      z.object({
        id: Id,
        programme: Id,
        form: z.string(),
        formTitle: TextPair,
        on: DayText,
        partner: z.string(),
        state: z.string(),
      }),
    ),
    /** When the last scheduled backup ended well; null for everybody but platform administrators. */
    lastBackupAt: Instant.nullable(),
  }),
});
