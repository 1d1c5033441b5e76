const lineCharacters = 88;
const headingCharacters = 58;
const linesOnPage = 46;

/** Text in Latin-1 as a PDF string: what the built-in fonts can show; anything else becomes a question mark. */
function pdfString(text: string): string {
  const plain = text
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[^\x20-\x7e\xa0-\xff]/g, '?');
  return `(${plain.replace(/[\\()]/g, (sign) => `\\${sign}`)})`;
}

function wrap(text: string, characters = lineCharacters): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= characters) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/**
 * A small PDF of plain text on US Letter: a heading and paragraphs in Helvetica, as many pages as it needs. For samples
 * alone: a paper of the firm is laid out elsewhere.
 */
export function writePlainPdf(heading: string, paragraphs: readonly string[]): Buffer {
  const lines = paragraphs.flatMap((paragraph) => [...wrap(paragraph), '']);
  const pages = Array.from({ length: Math.ceil(lines.length / linesOnPage) }, (_page, at) =>
    lines.slice(at * linesOnPage, (at + 1) * linesOnPage),
  );
  const objects: string[] = [];
  const pageIds = pages.map((_page, at) => 4 + at * 2);
  objects[1] = '<< /Type /Catalog /Pages 2 0 R >>';
  objects[2] = `<< /Type /Pages /Count ${pages.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] >>`;
  objects[3] = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';
  for (const [at, page] of pages.entries()) {
    const id = 4 + at * 2;
    const headingLines = wrap(heading, headingCharacters).map((line) => `${pdfString(line)} Tj T*`);
    const title = at === 0 ? `/F1 15 Tf 19 TL 72 720 Td ${headingLines.join(' ')} 0 -11 Td` : '72 720 Td';
    const body = page.map((line) => `${pdfString(line)} Tj T*`).join('\n');
    const content = `BT ${title} /F1 11 Tf 14 TL\n${body}\nET`;
    objects[id] =
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${id + 1} 0 R >>`;
    objects[id + 1] = `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`;
  }
  return assemble(objects);
}

function assemble(objects: readonly string[]): Buffer {
  let text = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n';
  const offsets: number[] = [];
  for (let id = 1; id < objects.length; id += 1) {
    offsets[id] = text.length;
    text += `${id} 0 obj\n${objects[id]}\nendobj\n`;
  }
  const table = offsets.slice(1).map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const start = text.length;
  text += `xref\n0 ${objects.length}\n0000000000 65535 f \n${table.join('')}`;
  text += `trailer\n<< /Size ${objects.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
