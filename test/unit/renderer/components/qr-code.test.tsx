// @vitest-environment jsdom
import readSquares from 'jsqr';
import { expect, it } from 'vitest';
import { formatInvitation } from '../../../../electron/data/sync/invitation.ts';
import { QrCode } from '../../../../renderer/components/qr-code.tsx';
import { render } from '../../../support/render.tsx';

const key = 'Ab3_-'.repeat(9).slice(0, 43);
const invitation = formatInvitation({
  firmId: 'f'.repeat(32),
  invitationId: 'i'.repeat(22),
  secret: key,
  rosterKey: key,
  hub: { url: 'https://hub.example.com:6984/annex', name: `annex-${'0'.repeat(24)}`, password: key },
});

/** Paints the code's path, `scale` dots to a square, as a camera would see it. */
function paint(svg: Element, scale: number): { data: Uint8ClampedArray; edge: number } {
  const squares = Number(svg.getAttribute('viewBox')?.split(' ')[2]);
  const edge = squares * scale;
  const data = new Uint8ClampedArray(edge * edge * 4).fill(255);
  const path = svg.querySelector('path')?.getAttribute('d') ?? '';
  for (const [, left, top, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let y = Number(top) * scale; y < (Number(top) + 1) * scale; y += 1)
      for (let x = Number(left) * scale; x < (Number(left) + Number(length)) * scale; x += 1)
        data.fill(0, (y * edge + x) * 4, (y * edge + x) * 4 + 3);
  }
  return { data, edge };
}

it('[IV1] shows an invitation that a reader of QRs reads back, letter by letter', async () => {
  const page = await render(<QrCode text={invitation} label="Invitation" />);
  const svg = page.place.querySelector('svg');
  if (svg === null) throw new Error('There is no code.');
  const { data, edge } = paint(svg, 4);
  expect(readSquares(data, edge, edge)?.data).toBe(invitation);
  await page.end();
});

it('says that a text is too long for a QR', async () => {
  const page = await render(<QrCode text={'x'.repeat(4_000)} label="Invitation" />);
  expect(page.place.querySelector('svg')).toBeNull();
  expect(page.place.textContent).toContain('too long for a QR');
  await page.end();
});
