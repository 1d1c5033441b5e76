import { Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCan, useStatus } from '../../app/use-status.ts';
import { Screen } from '../../components/screen.tsx';
import { AboutSection } from './about-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { CheckSection } from './check-section.tsx';
import { FirmSection } from './firm-section.tsx';
import { KitSection } from './kit-section.tsx';
import { MachineSection } from './machine-section.tsx';
import { PassphraseSection } from './passphrase-section.tsx';
import { PinSection } from './pin-section.tsx';
import classes from './settings.module.css';

/** Settings: the firm, this person's key, how it looks, and whether everything adds up. */
export function SettingsScreen() {
  const status = useStatus();
  const canManage = useCan('firm.manage');
  return (
    <Screen title="Settings" fill={false}>
      <Stack gap={0} maw={880}>
        <Part title="Firm" text="Name and letterhead, as they stand on every paper.">
          <FirmSection />
        </Part>
        <Part title="Appearance" text="For this machine.">
          <AppearanceSection />
        </Part>
        <Part title="Passphrase" text="It opens the firm on this machine. Nobody can reset it.">
          <PassphraseSection />
        </Part>
        <Part title="Lock and PIN" text="A PIN reopens what your passphrase opened since Annex was started.">
          <PinSection />
        </Part>
        {canManage && (
          <Part
            title="Recovery kit"
            text="On paper: it opens the firm when every passphrase is lost, and starts it on an empty computer."
          >
            <KitSection />
          </Part>
        )}
        <Part title="This computer" text="Each firm and each person has files and keys of their own.">
          <MachineSection />
        </Part>
        <Part
          title="Consistency"
          text="The numbered checks over everything that is stored: sums, numbers, chains, files."
        >
          <CheckSection />
        </Part>
        <Part title="About">{status !== undefined && <AboutSection status={status} />}</Part>
      </Stack>
    </Screen>
  );
}

function Part({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <div>
        <Title order={2}>{title}</Title>
        {text !== undefined && <p className={classes.text}>{text}</p>}
      </div>
      <div>{children}</div>
    </section>
  );
}
