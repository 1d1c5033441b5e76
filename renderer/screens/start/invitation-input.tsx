import { Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconFileImport, IconQrcode, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { readQrPicture } from '../../components/read-qr.ts';

/** An invitation as it was given: the text of a code, or a file with its name. */
export interface GivenInvitation {
  readonly code: string;
  readonly file: { readonly name: string; readonly text: string } | null;
}

interface InvitationInputProps {
  readonly value: GivenInvitation;
  readonly onChange: (value: GivenInvitation) => void;
  readonly error?: string | undefined;
}

const fileBytesMax = 60_000_000;

/** Takes an invitation: pasted, as a file, or as a picture of its QR. */
export function InvitationInput({ value, onChange, error }: InvitationInputProps) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const resetFile = useRef<() => void>(null);
  const resetPicture = useRef<() => void>(null);
  const takeFile = async (file: File | null): Promise<void> => {
    resetFile.current?.();
    if (file === null) return;
    if (file.size > fileBytesMax) return setTrouble(`${file.name} is too large to be an invitation. Choose another.`);
    const text = await file.text();
    setTrouble(null);
    onChange(
      text.trimStart().startsWith('{') ? { code: '', file: { name: file.name, text } } : { code: text, file: null },
    );
  };
  const takePicture = async (file: File | null): Promise<void> => {
    resetPicture.current?.();
    if (file === null) return;
    const code = await readQrPicture(file);
    if (code === null) {
      return setTrouble(`No QR can be read in ${file.name}. Take the picture nearer and straight, or paste the code.`);
    }
    setTrouble(null);
    onChange({ code, file: null });
  };
  return (
    <Stack gap={8}>
      {value.file === null ? (
        <Textarea
          label="Invitation code"
          required
          autosize
          minRows={3}
          maxRows={6}
          spellCheck={false}
          data-autofocus
          value={value.code}
          error={error}
          onChange={(event) => onChange({ code: event.currentTarget.value, file: null })}
        />
      ) : (
        <Group gap="sm" justify="space-between" wrap="nowrap">
          <div style={{ minWidth: 0 }}>
            <Text fw={500} size="sm">
              Invitation file
            </Text>
            <Text truncate>{value.file.name}</Text>
            {error !== undefined && (
              <Text size="xs" c="var(--annex-danger)">
                {error}
              </Text>
            )}
          </div>
          <Button
            variant="subtle"
            leftSection={<IconX size={16} aria-hidden />}
            onClick={() => onChange({ code: '', file: null })}
          >
            Use another
          </Button>
        </Group>
      )}
      <Group gap="sm">
        <FileButton resetRef={resetFile} accept=".annexinvitation,.txt,.json" onChange={(file) => void takeFile(file)}>
          {(props) => (
            <Button variant="default" leftSection={<IconFileImport size={16} aria-hidden />} {...props}>
              Open an invitation file
            </Button>
          )}
        </FileButton>
        <FileButton resetRef={resetPicture} accept="image/*" onChange={(file) => void takePicture(file)}>
          {(props) => (
            <Button variant="default" leftSection={<IconQrcode size={16} aria-hidden />} {...props}>
              Read a QR from a picture
            </Button>
          )}
        </FileButton>
      </Group>
      {trouble !== null && (
        <Text size="sm" c="var(--annex-danger)" role="alert">
          {trouble}
        </Text>
      )}
    </Stack>
  );
}
