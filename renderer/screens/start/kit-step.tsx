import { List, Stack, Text, TextInput } from '@mantine/core';
import { api, client } from '../../app/client.ts';
import { useFreshKit } from '../../app/fresh-kit.ts';
import { useTakeStatus } from '../../app/take-status.ts';
import { useCommand } from '../../app/use-command.ts';
import { DraftForm } from '../../components/draft-form.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import classes from './start.module.css';
import { StartLayout } from './start-layout.tsx';

const saveWarning =
  'A file is copied without a trace: by backups, by cloud folders, by whoever uses this machine. Whoever has it opens everything of this firm. Print it instead; if it must be a file, put it on a stick that is locked away, and delete it here.';

/** The recovery kit after a firm was made: shown, printed or saved, and confirmed by typing its last group. */
export function KitStep({ kitText }: { kitText: string }) {
  const take = useTakeStatus();
  const clear = useFreshKit((store) => store.clear);
  const before = useFreshKit((store) => store.before);
  const confirm = useCommand(api.firm.confirmKit, {
    onDone: (status) => {
      take(status);
      clear();
    },
  });
  return (
    <StartLayout
      wide
      title="Keep the recovery kit"
      text="It is the only way in when the passphrase is forgotten. Nobody else can make another."
    >
      <div className={classes.kit}>
        <PdfView
          title="Recovery kit"
          load={() => client.firm.recoveryKitPdf({ kitText })}
          height={420}
          saveWarning={saveWarning}
        />
        <Stack gap="md">
          <List type="ordered" spacing={8}>
            <List.Item>Print it. The kit belongs on paper.</List.Item>
            <List.Item>Put it where the firm keeps what must not be lost, not beside this machine.</List.Item>
            {before === 'void' && <List.Item>Destroy the kit before: it opens nothing that comes.</List.Item>}
            {before === 'good' && (
              <List.Item>The kit before stays good. When it turns up, sign it away with a further kit.</List.Item>
            )}
            <List.Item>Type its last group of letters here, from the paper.</List.Item>
          </List>
          <DraftForm
            draftKey={null}
            initial={{ lastGroup: '' }}
            submitLabel="I have kept it"
            onSubmit={async (values) => {
              const answer = await confirm.run(values);
              return answer.ok ? null : answer.refusal;
            }}
            validate={(values) =>
              values.lastGroup.trim() === '' ? { lastGroup: 'Type the last group of the kit.' } : {}
            }
            fields={(form) => (
              <TextInput label="Last group of the kit" autoComplete="off" {...form.text('lastGroup')} />
            )}
          />
          <Text size="xs" c="dimmed">
            The kit opens everything of this firm. Whoever holds it needs no passphrase.
          </Text>
        </Stack>
      </div>
    </StartLayout>
  );
}
