import { Text } from '@mantine/core';
import { encode } from 'uqr';

interface QrCodeProps {
  readonly text: string;
  /** What it is, for people who hear it. */
  readonly label: string;
  /** In pixels, with the quiet zone. */
  readonly size?: number;
}

/** Modules of white around it, as ISO/IEC 18004 asks. */
const quietZone = 4;

/** A text as a QR: dark on white in both schemes, since many readers know no other. */
export function QrCode({ text, label, size = 360 }: QrCodeProps) {
  const squares = readSquares(text);
  if (squares === null) {
    return <Text c="dimmed">This text is too long for a QR. Hand over the file or the text instead.</Text>;
  }
  const edge = squares.length;
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${edge} ${edge}`}
      shapeRendering="crispEdges"
      style={{ maxWidth: '100%', background: '#fff' }}
    >
      <path d={drawSquares(squares)} fill="#000" />
    </svg>
  );
}

function readSquares(text: string): boolean[][] | null {
  try {
    return encode(text, { ecc: 'M', border: quietZone }).data;
  } catch {
    return null;
  }
}

/** One bar for each run of dark squares of a row. */
function drawSquares(squares: readonly (readonly boolean[])[]): string {
  return squares
    .flatMap((row, top) =>
      row.flatMap((isDark, left) => {
        if (!isDark || row[left - 1] === true) return [];
        const end = row.indexOf(false, left);
        return [`M${left} ${top}h${(end < 0 ? row.length : end) - left}v1H${left}z`];
      }),
    )
    .join('');
}
