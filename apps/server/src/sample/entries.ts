import { type Kernel, RegisterImports, Sessions, Units } from '@xieshou/core';

/** Rows of a register, judged and written as an imported workbook would be; fields of the register are `data.…`. */
export const importEntries = async (o: {
  readonly kernel: Kernel;
  /** Sign-in of whoever imports. */
  readonly by: string;
  readonly programme: string;
  readonly register: string;
  readonly period: string;
  readonly rows: readonly Readonly<Record<string, string>>[];
}): Promise<void> => {
  const { app, database } = o.kernel;
  const scope = await app.get(Sessions).scopeFor(o.by);
  const register = await app
    .get(RegisterImports)
    .make(database, { programme: o.programme, register: o.register, period: o.period });
  const importer = {
    reach: scope.reach(register.permission)!,
    role: scope.role,
    organisationId: scope.organisationId,
    districtId: scope.districtId,
  };
  const actor = { userId: scope.userId, role: scope.role, districtId: scope.districtId };
  await app.get(Units).run(actor, async (unit) => {
    const rows = o.rows.map((values, n) => ({ row: n + 2, reasons: [], values }));
    const judgement = await register.judge({ reads: unit, importer, rows });
    const wrong = judgement.verdicts.find(({ outcome }) => outcome === 'error');
    if (wrong) throw new Error(`sample ${o.register}: ${wrong.reasons.map(({ en }) => en).join('; ')}`);
    const written = await judgement.write(unit);
    await unit.audit({
      action: 'import.apply',
      kind: 'programme',
      id: o.programme,
      detail: { register: o.register, period: o.period, add: written.length },
    });
  });
};
