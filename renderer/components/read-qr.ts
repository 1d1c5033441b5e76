/** Longest edges, in pixels, at which a picture is looked at: a photograph is too large, and fine lines vanish when it is small. */
const edgesTried = [1_600, 1_000, 2_400];

/** The text of the QR in a picture; null where there is none, or the file is no picture. */
export async function readQrPicture(picture: Blob): Promise<string | null> {
  const { default: readSquares } = await import('jsqr');
  const image = await createImageBitmap(picture).catch(() => null);
  if (image === null) return null;
  try {
    for (const edge of edgesTried) {
      const { data, width, height } = drawScaled(image, edge);
      const found = readSquares(data, width, height);
      if (found !== null && found.data !== '') return found.data;
    }
    return null;
  } finally {
    image.close();
  }
}

function drawScaled(image: ImageBitmap, edge: number): ImageData {
  const scale = Math.min(1, edge / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This page cannot draw.');
  context.drawImage(image, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
