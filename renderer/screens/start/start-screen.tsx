import { Button, Stack, Text, UnstyledButton } from '@mantine/core';
import {
  IconArrowLeft,
  IconBuildingPlus,
  IconEyeglass,
  IconLifebuoy,
  IconTicket,
  type TablerIcon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { useFreshKit } from '../../app/fresh-kit.ts';
import { useCommand } from '../../app/use-command.ts';
import { ProgressLine } from '../../components/progress-line.tsx';
import { BackToFirm } from './back-to-firm.tsx';
import { CreateFirmForm } from './create-firm-form.tsx';
import { JoinFirmForm } from './join-firm-form.tsx';
import { RecoverFirmForm } from './recover-firm-form.tsx';
import classes from './start.module.css';
import { StartLayout } from './start-layout.tsx';

type Step = 'choose' | 'create' | 'join' | 'recover';

/** The first start on a machine: create a firm, join one, or look at the sample. */
export function StartScreen() {
  const [step, setStep] = useState<Step>('choose');
  const followSample = useFreshKit((store) => store.followSample);
  const sample = useCommand(api.firm.createSample, { onDone: (done) => followSample(done.jobId) });
  const running = useQuery(api.jobs.list.queryOptions({ input: {}, refetchInterval: 1_000 })).data?.rows.find(
    (job) => job.state === 'running',
  );
  if (running !== undefined) {
    return (
      <StartLayout title="Getting ready" text="This takes a moment and happens once.">
        <ProgressLine title={running.title} done={running.done} total={running.total} what={running.what} />
      </StartLayout>
    );
  }
  const back = (
    <Button
      variant="subtle"
      leftSection={<IconArrowLeft size={16} aria-hidden />}
      onClick={() => setStep('choose')}
      w="fit-content"
      ml={-12}
    >
      Back
    </Button>
  );
  if (step === 'create') {
    return (
      <StartLayout title="Create a firm" text="The firm’s keys are made on this machine and stay in your hands.">
        <CreateFirmForm />
        {back}
      </StartLayout>
    );
  }
  if (step === 'join') {
    return (
      <StartLayout
        title="Join a firm"
        text="Somebody of the firm makes the invitation under Provider, Members. It works once, for 14 days."
      >
        <JoinFirmForm />
        {back}
      </StartLayout>
    );
  }
  if (step === 'recover') {
    return (
      <StartLayout
        title="Recover a firm"
        text="From the hub and the recovery kit, when no machine of the firm is left or its passphrase is lost."
      >
        <RecoverFirmForm />
        {back}
      </StartLayout>
    );
  }
  return (
    <StartLayout title="Welcome to Annex" text="The back office of a law firm, on your own machine. How do you begin?">
      <Stack gap="sm">
        <Choice
          icon={IconBuildingPlus}
          title="Create a firm"
          text="A new firm, with you as its owner"
          onChoose={() => setStep('create')}
        />
        <Choice
          icon={IconTicket}
          title="Join a firm"
          text="With an invitation: a further machine, or a firm you work for"
          onChoose={() => setStep('join')}
        />
        <Choice
          icon={IconLifebuoy}
          title="Recover a firm"
          text="With the recovery kit and the hub, on an empty machine"
          onChoose={() => setStep('recover')}
        />
        <Choice
          icon={IconEyeglass}
          title="Open the sample firm"
          text="Two years of an invented firm, to look around and try things"
          isRunning={sample.isRunning}
          onChoose={() => void sample.run({})}
        />
      </Stack>
      <BackToFirm />
      {sample.refusal !== null && (
        <Text c="var(--annex-danger)" role="alert">
          {sample.refusal.sentence}
        </Text>
      )}
    </StartLayout>
  );
}

interface ChoiceProps {
  readonly icon: TablerIcon;
  readonly title: string;
  readonly text: string;
  readonly isRunning?: boolean;
  readonly onChoose: () => void;
}

function Choice({ icon: Icon, title, text, isRunning = false, onChoose }: ChoiceProps) {
  return (
    <UnstyledButton className={classes.choice ?? ''} onClick={onChoose} disabled={isRunning} aria-label={title}>
      <Icon size={24} stroke={1.5} color="var(--annex-good)" aria-hidden />
      <span>
        <Text fw={600} component="span" display="block">
          {title}
        </Text>
        <Text c="dimmed" component="span" display="block">
          {text}
        </Text>
      </span>
    </UnstyledButton>
  );
}
