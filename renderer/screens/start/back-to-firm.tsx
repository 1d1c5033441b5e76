import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { leavePlace, nameFirm, useFirms } from '../../app/use-firms.ts';
import { useStatus } from '../../app/use-status.ts';

/** The way back from a place for a further firm, while nothing was made in it. */
export function BackToFirm() {
  const place = useStatus()?.place;
  const firms = useFirms().filter((row) => row.state !== 'missing' && row.place !== place);
  const back = firms.find((row) => row.isMine) ?? firms[0];
  if (place === undefined || back === undefined) return null;
  return (
    <Button
      variant="subtle"
      leftSection={<IconArrowLeft size={16} aria-hidden />}
      onClick={() => void leavePlace(place, back.place)}
      w="fit-content"
      ml={-12}
    >
      Back to {nameFirm(back)}
    </Button>
  );
}
