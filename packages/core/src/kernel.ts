import 'reflect-metadata';
import type { ServerOptions } from 'node:https';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type BrokenPromise, checkProgramme, type ProgrammeDefinition } from '@xieshou/sdk';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { AccessModule } from './access/access.module.js';
import { api } from './api.js';
import { ClosuresModule } from './closures/closures.module.js';
import { AuditModule } from './audit/audit.module.js';
import { DescriptionModule } from './description.js';
import { DigestsModule } from './digests/digests.module.js';
import { DocumentsModule } from './documents/documents.module.js';
import { DutiesModule } from './duties/duties.module.js';
import { FilesModule } from './files/files.module.js';
import { HandOversModule } from './handovers/hand-overs.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { MailModule } from './mail/mail.module.js';
import type { MailSettings } from './mail/mail-settings.js';
import { MatchingModule } from './matching/matching.module.js';
import { migrations } from './migrations/index.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { OrganisationsModule } from './organisations/organisations.module.js';
import { OutcomesModule } from './outcomes/outcomes.module.js';
import { PairingsModule } from './pairings/pairings.module.js';
import { PeopleModule } from './people/people.module.js';
import type { Clock } from './platform/clock.js';
import type { Database } from './platform/database/database.js';
import { openPostgres } from './platform/database/postgres.js';
import { openSqlite } from './platform/database/sqlite.js';
import type { Endpoint } from './platform/endpoint.js';
import { installBodies } from './platform/http/bodies.js';
import { answerClientError } from './platform/http/client-error.js';
import { ENDPOINT } from './platform/http/handle.js';
import { installHeaders, safeHeaders } from './platform/http/headers.js';
import { problemOf, sendProblem } from './platform/http/problem-filter.js';
import type { XieshouRequest } from './platform/http/request.js';
import { newId } from './platform/ids.js';
import { PlatformModule } from './platform/platform.module.js';
import type { Keys, ServerSettings } from './platform/tokens.js';
import { ProgrammesModule } from './programmes/programmes.module.js';
import { RecordsModule } from './records/records.module.js';
import { RegistersModule } from './registers/registers.module.js';
import { RectificationModule } from './rectification/rectification.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { ReviewsModule } from './reviews/reviews.module.js';
import { RolloverModule } from './rollover/rollover.module.js';
import type { RuleThreads } from './rules/rules.js';
import { RulesModule } from './rules/rules.module.js';
import { SearchModule } from './search/search.module.js';
import { StagesModule } from './stages/stages.module.js';
import { tables } from './tables.js';
import { TeamsModule } from './teams/teams.module.js';
import { ViewsModule } from './views/views.module.js';
import { UpkeepModule } from './upkeep/upkeep.module.js';

export interface KernelOptions {
  /** PostgreSQL by its URL, or the path of the SQLite file. */
  readonly database: { readonly url: string } | { readonly path: string };
  readonly programmes: readonly ProgrammeDefinition[];
  readonly keys: Keys;
  readonly settings: ServerSettings;
  readonly clock?: Clock;
  /** Addresses of proxies whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies?: readonly string[];
  readonly tls?: Pick<ServerOptions, 'cert' | 'key'>;
  readonly quiet?: boolean;
  /** Folder for a backup a night; without it none are made. */
  readonly backupDir?: string;
  /** Writes everybody a digest on working days; without it none are written. */
  readonly digests?: boolean;
  /** Sends the digests by mail as well, to whoever asks for it. */
  readonly mail?: MailSettings;
  /** Runs rules over many rows in threads, which find the programmes at an address; without it in this process. */
  readonly ruleThreads?: RuleThreads;
  /** Adds routes that need no session, such as the admin app's files, before the server is ready. */
  prepare?(fastify: FastifyInstance): Promise<void>;
}

/** Programmes that break promises are not installed: everything found, at once, each with its remedy. */
export class BrokenProgrammes extends Error {
  constructor(readonly found: readonly BrokenPromise[]) {
    super(
      `${found.length} promise(s) of the contract are broken:\n` +
        found.map((f) => `  ${f.programme} · ${f.thing} — ${f.remedy}`).join('\n'),
    );
  }
}

const checkAll = (programmes: readonly ProgrammeDefinition[]): void => {
  const ids = programmes.map((p) => p.id);
  const found = [
    ...programmes.flatMap((p) => checkProgramme(p)),
    ...ids
      .filter((id, i) => ids.indexOf(id) !== i)
      .map((id) => ({ programme: id, thing: 'id', remedy: 'Two programmes have this id: give each its own.' })),
  ];
  if (found.length > 0) throw new BrokenProgrammes(found);
};

const modulesOf = ({
  programmes,
  backupDir,
  database,
  digests,
  mail,
  ruleThreads,
}: KernelOptions): (Type | DynamicModule)[] => [
  JobsModule,
  FilesModule,
  NotificationsModule,
  OrganisationsModule,
  PeopleModule,
  AccessModule,
  MailModule.with(mail),
  ViewsModule,
  ProgrammesModule.with(programmes),
  RulesModule.with(ruleThreads),
  ReviewsModule,
  PairingsModule,
  TeamsModule,
  RegistersModule,
  RecordsModule,
  RectificationModule,
  DutiesModule,
  StagesModule,
  MatchingModule,
  OutcomesModule,
  ClosuresModule,
  RolloverModule,
  HandOversModule,
  ReportsModule,
  DocumentsModule,
  SearchModule,
  AuditModule,
  DescriptionModule,
  ...(digests ? [DigestsModule] : []),
  ...(backupDir ? [UpkeepModule.with({ schema: { tables, migrations }, database, dir: backupDir })] : []),
];

@Module({})
class KernelModule {
  static with(parts: Parameters<typeof PlatformModule.with>[0], options: KernelOptions): DynamicModule {
    return { module: KernelModule, imports: [DiscoveryModule, PlatformModule.with(parts), ...modulesOf(options)] };
  }
}

/**
 * Endpoints bound to handlers. A handler without an endpoint, and so without a gate, does not boot; nor does an
 * endpoint that nobody answers.
 */
export const boundEndpoints = (app: NestFastifyApplication): readonly Endpoint[] => {
  const bound: Endpoint[] = [];
  for (const { instance, name } of app.get(DiscoveryService).getControllers()) {
    const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
    for (const method of Object.getOwnPropertyNames(prototype)) {
      const handler = prototype[method];
      if (
        method === 'constructor' ||
        typeof handler !== 'function' ||
        Reflect.getMetadata('path', handler) === undefined
      )
        continue;
      const endpoint = Reflect.getMetadata(ENDPOINT, handler) as Endpoint | undefined;
      if (!endpoint) throw new Error(`${name}.${method} declares no gate. Bind it with @Handle(endpoint).`);
      bound.push(endpoint);
    }
  }
  return bound;
};

export interface Kernel {
  readonly app: NestFastifyApplication;
  readonly fastify: FastifyInstance;
  readonly database: Database;
  close(): Promise<void>;
}

/** Opens the database, migrates it, checks the programmes, and builds the server without listening. */
export const createKernel = async (o: KernelOptions): Promise<Kernel> => {
  checkAll(o.programmes);
  const database =
    'url' in o.database
      ? await openPostgres({ url: o.database.url, tables, migrations })
      : await openSqlite({ path: o.database.path, tables, migrations });
  try {
    return await build(o, database);
  } catch (error) {
    // A server that does not start must not keep the next one from its data.
    await database.close();
    throw error;
  }
};

const build = async (o: KernelOptions, database: Database): Promise<Kernel> => {
  const headers = safeHeaders({ secure: o.settings.secure });
  const adapter = new FastifyAdapter({
    trustProxy: o.trustedProxies?.length ? [...o.trustedProxies] : false,
    genReqId: () => newId(),
    clientErrorHandler: answerClientError,
    // An address that cannot be read: refused before the hook that sets the headers.
    frameworkErrors: (error, request, reply) =>
      sendProblem(
        problemOf(error),
        request as unknown as XieshouRequest,
        reply.headers({ ...headers, 'cache-control': 'no-store' }) as unknown as FastifyReply,
      ),
    ...(o.tls ? { https: o.tls } : {}),
  } as ConstructorParameters<typeof FastifyAdapter>[0]);
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  installHeaders(fastify, headers);
  const app: NestFastifyApplication = await NestFactory.create<NestFastifyApplication>(
    KernelModule.with(
      { database, keys: o.keys, settings: o.settings, tables, ...(o.clock ? { clock: o.clock } : {}) },
      o,
    ),
    adapter,
    { logger: o.quiet ? ['error', 'fatal'] : ['error', 'fatal', 'warn'], bodyParser: false },
  );
  try {
    installBodies(fastify);
    await o.prepare?.(fastify);
    await app.init();
    await fastify.ready();
    const bound = boundEndpoints(app);
    const unanswered = api.filter((endpoint) => !bound.includes(endpoint));
    if (unanswered.length > 0) throw new Error(`Nobody answers ${unanswered.map((e) => e.name).join(', ')}.`);
  } catch (error) {
    // Jobs and sweeps have begun with it, and end with it.
    await app.close();
    throw error;
  }
  let closing: Promise<void> | undefined;
  const close = async () => {
    await app.close();
    await database.close();
  };
  return { app, fastify, database, close: () => (closing ??= close()) };
};
