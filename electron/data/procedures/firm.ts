import { checkTimeZone } from '../../../shared/domain/calendar/time-zone.ts';
import { accept, decline, refuse } from '../../../shared/domain/refusal.ts';
import { hasRight } from '../../../shared/domain/roles/rights.ts';
import { findEventDefinition } from '../../../shared/events/registry.ts';
import { checkHubRoute } from '../../hub/hub-fetch.ts';
import { createId } from '../create-id.ts';
import type { Firm } from '../firm.ts';
import { nameFirm } from '../firm-folder.ts';
import { renewedKit } from '../firm-recovery.ts';
import { localDay } from '../local-day.ts';
import { rightToDecide } from '../projections/judge.ts';
import { createSampleFirm } from '../sample/create-sample-firm.ts';
import { enrolWithCode } from '../sync/enrolment.ts';
import { sayGateReason } from '../sync/gate-words.ts';
import { answerFile } from '../sync/invitation-file.ts';
import { recoverFromHub } from '../sync/kit-box.ts';
import { fingerprintOf, kitGroups, parseRecoveryKit, type RecoveryKit, recoveryKeysOf } from '../vault/recovery-kit.ts';
import { runChecks } from './checks.ts';
import type { Implementer, SessionContext } from './implementer.ts';
import { openFirmOf } from './provider-roster.ts';
import { RefusalError } from './refusal-error.ts';
import { readAlarms } from './store-alarms.ts';

function statusFor(context: SessionContext) {
  return context.folder.status(context.isUnlocked());
}

/** Creating, unlocking and locking the firm; what was set aside; the checks. */
export function createFirmProcedures(os: Implementer) {
  return {
    ...createLockProcedures(os),
    ...createSetAsideProcedures(os),
    status: os.firm.status.handler(({ context }) => statusFor(context)),
    create: os.firm.create.handler(async ({ input, context }) => {
      const { firmName: name, state, address, phone, email } = input;
      const timeZone = readZone(input.timeZone);
      const born = await context.folder.create(input, async (firm) => {
        await firm.execute(input.commandId, () =>
          accept({ events: [nameFirm({ name, state, address, phone, email, timeZone })], answer: { id: 'firm' } }),
        );
      });
      context.setUnlocked(true);
      await context.doors.opened(input.passphrase);
      return born;
    }),
    createSample: os.firm.createSample.handler(async ({ input, context }) => {
      const made = await createSampleFirm(context.folder, { passphrase: input.passphrase, size: input.size });
      context.setUnlocked(true);
      await context.doors.opened(input.passphrase);
      return made;
    }),
    enrol: os.firm.enrol.handler(async ({ input, context }) => {
      await enrolWithCode(context.folder, input);
      context.setUnlocked(true);
      await context.doors.opened(input.passphrase);
      return statusFor(context);
    }),
    recover: os.firm.recover.handler(async ({ input, context }) => {
      const { kitText, passphrase, deviceName, url, name, password, ca, proxy } = input;
      const route = checkHubRoute({ ca, proxy });
      if (!route.ok) throw new RefusalError(route.refusal);
      const hub = { url, name, password, ...route.value };
      await recoverFromHub(context.folder, { kitText, passphrase, deviceName, hub });
      context.setUnlocked(true);
      await context.doors.opened(passphrase);
      return statusFor(context);
    }),
    renewKit: os.firm.renewKit.handler(async ({ input, context }) => {
      const firm = openFirmOf(context);
      if (!(await firm.isPassphrase(input.passphrase))) {
        throw new RefusalError(
          refuse('firm.wrong-passphrase', 'This is not your passphrase. Type it again.', ['passphrase']),
        );
      }
      const old = input.oldKitText.trim() === '' ? null : parseRecoveryKit(input.oldKitText);
      if (old !== null && !old.ok) throw new RefusalError(old.refusal);
      const renewed = await renewKit(firm, input.commandId, old?.value ?? null);
      context.folder.expectKit(renewed);
      return { kitText: renewed };
    }),
    answerFile: os.firm.answerFile.handler(async ({ context }) => ({ text: await answerFile(openFirmOf(context)) })),
    recoveryKitPdf: os.firm.recoveryKitPdf.handler(async ({ input, context }) => {
      const kit = parseRecoveryKit(input.kitText);
      if (!kit.ok) throw new RefusalError(kit.refusal);
      const { jobs, nowMs } = context.folder.options;
      const profile = context.folder.firm?.rows.get<{ name: string }>('SELECT name FROM office_firm');
      const renewals =
        context.folder.firm?.rows.get<{ n: number }>(
          "SELECT count(*) AS n FROM event WHERE type = 'roster.kit.renewed'",
        )?.n ?? 0;
      const data = {
        firm: { name: profile?.name ?? 'Annex', addressLines: [] },
        madeAt: new Date(nowMs()).toISOString(),
        createdOn: localDay(nowMs()),
        kitNumber: String(1 + renewals),
        hubUrl: context.folder.firm?.vault.contents.hub?.url ?? '',
        words: kitGroups(input.kitText),
        fingerprint: fingerprintOf(recoveryKeysOf(kit.value.secret).signingPublic),
      };
      const outcome = await jobs.start('pdf', 'Recovery kit', { kind: 'recovery-kit', data }).finished;
      if (outcome.state !== 'done') throw new Error('The recovery kit could not be put on paper.');
      return {
        pdfBase64: Buffer.from(outcome.result).toString('base64'),
        fileName: 'annex-recovery-kit.pdf',
      };
    }),
    deskKey: os.firm.deskKey.handler(({ context }) => {
      context.firm();
      const key = context.folder.firm?.vault.keyOf('deskKey');
      return { key: Buffer.from(key ?? []).toString('base64') };
    }),
    follow: os.firm.follow.handler(({ context, signal }) => context.changes.follow(signal)),
    profile: os.firm.profile.handler(({ context }) => {
      const row = context
        .firm()
        .rows.get<{ name: string; state: string; address: string; phone: string; email: string; zone: string | null }>(
          'SELECT name, state, address, phone, email, time_zone AS zone FROM office_firm',
        );
      return {
        name: row?.name ?? '',
        state: row?.state ?? '',
        address: row?.address ?? '',
        phone: row?.phone ?? '',
        email: row?.email ?? '',
        timeZone: row?.zone ?? '',
      };
    }),
    rename: os.firm.rename.handler(({ input, context }) => {
      const { commandId, ...rest } = input;
      const profile = { ...rest, timeZone: readZone(rest.timeZone) };
      return context.firm().execute(commandId, () => accept({ events: [nameFirm(profile)], answer: { id: 'firm' } }));
    }),
    check: os.firm.check.handler(({ context }) => runChecks(context.firm())),
  };
}

/** A named time zone, as the firm's event carries it; nothing where none is named. Refuses what is no zone [CA10]. */
function readZone(name: string): string | undefined {
  const zone = checkTimeZone(name.trim(), 'timeZone');
  if (!zone.ok) throw new RefusalError(zone.refusal);
  return zone.value === '' ? undefined : zone.value;
}

/** Refuses a kit that is not the firm's, or not good any more; answers with the new kit's text, once [RS9]. */
async function renewKit(firm: Firm, commandId: string, old: RecoveryKit | null): Promise<string> {
  const renewed = renewedKit(firm, old?.secret ?? null);
  await firm.execute(commandId, () => {
    const isGood = old === null || firm.roster.current.kits.includes(recoveryKeysOf(old.secret).signingPublic);
    if (!isGood || (old !== null && old.firmId !== firm.firmId)) {
      return decline('firm.kit-not-good', 'This kit is not of this firm, or was renewed before. Use the newest one.', [
        'oldKitText',
      ]);
    }
    return accept({ events: [renewed.event], answer: { id: 'kit' } });
  });
  if (firm.roster.current.recovery.signingPublic === renewed.signingPublic) return renewed.kitText;
  throw new RefusalError(
    refuse('firm.kit-renewed-already', 'A kit was made already and its text is gone. Renew it again.'),
  );
}

function createLockProcedures(os: Implementer) {
  return {
    unlock: os.firm.unlock.handler(async ({ input, context }) => {
      await context.doors.unlock(input.passphrase);
      context.setUnlocked(true);
      return statusFor(context);
    }),
    unlockWithKeychain: os.firm.unlockWithKeychain.handler(async ({ context }) => {
      await context.doors.unlockWithKeychain();
      return statusFor(context);
    }),
    unlockWithPin: os.firm.unlockWithPin.handler(async ({ input, context }) => {
      await context.doors.unlockWithPin(input.pin);
      return statusFor(context);
    }),
    setPin: os.firm.setPin.handler(async ({ input, context }) => {
      await context.doors.setPin(input.pin, input.passphrase);
      return statusFor(context);
    }),
    setAutoLock: os.firm.setAutoLock.handler(async ({ input, context }) => {
      await context.doors.setAutoLock(input.minutes);
      return statusFor(context);
    }),
    rememberInKeychain: os.firm.rememberInKeychain.handler(async ({ input, context }) => {
      await context.folder.rememberInKeychain(input.on);
      return statusFor(context);
    }),
    unlockWithKit: os.firm.unlockWithKit.handler(async ({ input, context }) => {
      await context.folder.unlockWithKit(input.kitText, input.newPassphrase);
      await context.doors.opened(input.newPassphrase);
      context.setUnlocked(true);
      return statusFor(context);
    }),
    changePassphrase: os.firm.changePassphrase.handler(async ({ input, context }) => {
      await context.doors.changePassphrase(input.oldPassphrase, input.newPassphrase);
      return statusFor(context);
    }),
    lock: os.firm.lock.handler(async ({ context }) => {
      context.setUnlocked(false);
      await context.doors.lock();
      return statusFor(context);
    }),
    confirmKit: os.firm.confirmKit.handler(({ input, context }) => {
      context.firm();
      context.folder.confirmKit(input.lastGroup);
      return statusFor(context);
    }),
  };
}

interface AsideRow {
  event_id: string;
  workspace: string;
  device_id: string;
  member_id: string;
  at_ms: number;
  type: string;
  reason: string;
  detail: string;
}

const adoptableReasons = ['no right', 'beyond removal', 'custody'];

type SetAside = ReturnType<typeof asSetAside>;

function asSetAside(row: AsideRow, memberName: string) {
  return {
    eventId: row.event_id,
    workspace: row.workspace,
    deviceId: row.device_id,
    memberName,
    atMs: row.at_ms,
    reason: row.reason as 'no right',
    detail: row.detail,
    adoptable: adoptableReasons.includes(row.reason) && row.workspace !== 'roster',
  };
}

function createSetAsideProcedures(os: Implementer) {
  return {
    setAside: os.firm.setAside.handler(({ input, context }) => {
      const firm = context.firm();
      const aside = firm.rows.all<AsideRow>(
        `SELECT event_id, workspace, device_id, member_id, at_ms, type, reason, detail FROM set_aside
         WHERE rejected = 0 AND reason <> 'before the share'
         ORDER BY event_id DESC LIMIT ?`,
        [input.limit],
      );
      const missing = firm.rows.all<{ event_id: string; workspace: string; device_id: string }>(
        'SELECT DISTINCT event_id, workspace, device_id FROM missing LIMIT 100',
      );
      const gate = context.folder.sync.refusedAtGate();
      const rows: (Omit<SetAside, 'reason' | 'atMs'> & {
        atMs: number | null;
        reason: SetAside['reason'] | 'missing predecessor' | 'refused at the gate' | 'alarm in the store';
      })[] = [
        ...aside.map((row) => asSetAside(row, firm.memberName(row.member_id))),
        ...missing.map((row) => ({
          eventId: row.event_id,
          workspace: row.workspace,
          deviceId: row.device_id,
          memberName: '',
          atMs: null,
          reason: 'missing predecessor' as const,
          detail: 'A later event names this one, and it has not arrived.',
          adoptable: false,
        })),
        ...gate.map((row) => ({
          eventId: row.id,
          workspace: row.workspace,
          deviceId: '',
          memberName: '',
          atMs: row.atMs,
          reason: 'refused at the gate' as const,
          detail: sayGateReason(row.reason),
          adoptable: false,
        })),
        ...readAlarms(firm.rows),
      ];
      return { rows: rows.slice(0, input.limit), total: rows.length };
    }),
    adopt: os.firm.adopt.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const row = turn.rows.get<AsideRow>('SELECT * FROM set_aside WHERE event_id = ?', [input.eventId]);
        if (row === undefined || row.workspace !== input.workspace) {
          return decline('firm.not-set-aside', 'This event is not among those set aside. Look at the list again.', [
            'eventId',
          ]);
        }
        if (input.decision === 'adopt' && !adoptableReasons.includes(row.reason)) {
          return decline(
            'firm.not-adoptable',
            'This event cannot be adopted: nobody can read it here yet. You can reject it.',
            ['eventId'],
          );
        }
        const right = rightToDecide(findEventDefinition(row.type)?.right ?? 'none', row.reason);
        if (!hasRight(turn.me.role, right)) {
          return decline(
            'firm.no-right',
            'Only somebody who may do this may adopt it. Ask an attorney or an owner of the firm.',
          );
        }
        return accept({
          events: [
            {
              type: 'event.adopted',
              workspace: input.workspace,
              aggregate: `adoption:${createId()}`,
              head: { eventId: input.eventId, decision: input.decision },
              body: { reason: input.reason },
            },
          ],
          answer: { id: input.eventId },
        });
      }),
    ),
  };
}
