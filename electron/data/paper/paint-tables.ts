import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fontkit from '@pdf-lib/fontkit';
import { PDFDocument, type PDFFont, type PDFPage, type RGB, rgb } from 'pdf-lib';
import type { PaperTableColumn, PaperTableRow } from './paper-table.tsx';
import { paperTheme } from './paper-theme.ts';

/** A table of any length, as `PaperTable` takes it. */
export interface LongTable {
  readonly title: string;
  readonly columns: readonly PaperTableColumn[];
  readonly rows: readonly PaperTableRow[];
  readonly totals?: readonly string[];
  readonly emptySentence: string;
}

/** What stands at the head and the foot of every page. */
export interface LongPaperWords {
  readonly firm: string;
  readonly title: string;
  readonly made: string;
}

const page = { width: 612, height: 792 };
const line = paperTheme.text * 1.4;
const smallLine = paperTheme.small * 1.35;
const gap = 6;
const padding = 3.5;
const top = page.height - paperTheme.marginTop;
const bottom = paperTheme.marginBottom;

type Weight = 'regular' | 'semibold';

interface Face {
  readonly font: PDFFont;
  readonly has: (codePoint: number) => boolean;
  readonly advances: Map<string, number>;
}

interface Cell {
  readonly lines: readonly string[];
  readonly below: readonly string[];
}

function colour(hex: string): RGB {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return rgb(part(1), part(3), part(5));
}
const ink = colour(paperTheme.ink);
const muted = colour(paperTheme.muted);
const rule = colour(paperTheme.rule);
const strongRule = colour(paperTheme.strongRule);

async function loadFace(document: PDFDocument, folder: string, name: string): Promise<Face> {
  const bytes = readFileSync(join(folder, `annex-paper-${name}.ttf`));
  const known = new Set(fontkit.create(bytes).characterSet);
  return {
    font: await document.embedFont(bytes, { subset: true }),
    has: (codePoint) => known.has(codePoint),
    advances: new Map(),
  };
}

/**
 * Paints long tables onto pages of their own, in the look of the other papers. The renderer of the papers lays out a
 * whole document again for every page, which takes minutes for the lists of a large account; this takes a second.
 */
class TablePainter {
  readonly #document: PDFDocument;
  readonly #faces: Readonly<Record<Weight | 'other', Face>>;
  #page: PDFPage;
  #y = 0;

  constructor(document: PDFDocument, faces: Readonly<Record<Weight | 'other', Face>>) {
    this.#document = document;
    this.#faces = faces;
    this.#page = this.#startPage();
  }

  #startPage(): PDFPage {
    this.#page = this.#document.addPage([page.width, page.height]);
    this.#y = top;
    return this.#page;
  }

  /** Runs of text that one font can draw; what none has is drawn by the second, as a box. */
  #runs(text: string, weight: Weight): { face: Face; text: string }[] {
    const runs: { face: Face; text: string }[] = [];
    for (const character of text) {
      const own = this.#faces[weight];
      const face = own.has(character.codePointAt(0) ?? 0) ? own : this.#faces.other;
      const last = runs.at(-1);
      if (last?.face === face) last.text += character;
      else runs.push({ face, text: character });
    }
    return runs;
  }

  widthOf(text: string, weight: Weight, size: number): number {
    let width = 0;
    for (const { face, text: run } of this.#runs(text, weight)) {
      for (const character of run) {
        const known = face.advances.get(character) ?? face.font.widthOfTextAtSize(character, 1000);
        face.advances.set(character, known);
        width += (known * size) / 1000;
      }
    }
    return width;
  }

  text(on: PDFPage, text: string, at: { x: number; y: number; size: number; weight?: Weight; color?: RGB }): void {
    let { x } = at;
    const weight = at.weight ?? 'regular';
    for (const { face, text: run } of this.#runs(text, weight)) {
      on.drawText(run, { x, y: at.y, size: at.size, font: face.font, color: at.color ?? ink });
      x += this.widthOf(run, weight, at.size);
    }
  }

  /** Lines no wider than `width`; a word too long for one is cut. */
  #wrap(text: string, width: number, weight: Weight, size: number): string[] {
    const lines: string[] = [];
    for (const paragraph of text.split('\n')) {
      let current = '';
      for (const word of paragraph.split(' ').flatMap((one) => this.#cut(one, width, weight, size))) {
        const longer = current === '' ? word : `${current} ${word}`;
        if (current !== '' && this.widthOf(longer, weight, size) > width) {
          lines.push(current);
          current = word;
        } else current = longer;
      }
      lines.push(current);
    }
    return lines;
  }

  #cut(word: string, width: number, weight: Weight, size: number): string[] {
    if (this.widthOf(word, weight, size) <= width) return [word];
    const parts: string[] = [];
    let part = '';
    for (const character of word) {
      if (part !== '' && this.widthOf(part + character, weight, size) > width) {
        parts.push(part);
        part = '';
      }
      part += character;
    }
    return [...parts, part];
  }

  #rule(y: number, thickness: number, color: RGB): void {
    const from = paperTheme.marginSide;
    this.#page.drawLine({ start: { x: from, y }, end: { x: page.width - from, y }, thickness, color });
  }

  #cells(columns: readonly Placed[], row: PaperTableRow, weight: Weight): { cells: Cell[]; height: number } {
    const isWide = row.kind === 'group';
    const cells = columns.map((column, at): Cell => {
      const width = isWide ? paperTheme.widthPortrait : column.width;
      const text = isWide && at > 0 ? '' : (row.cells[at] ?? '');
      const below = row.below?.[at];
      return {
        lines: text === '' ? [] : this.#wrap(text, width, weight, paperTheme.text),
        below: below === undefined ? [] : this.#wrap(below, width, 'regular', paperTheme.small),
      };
    });
    const heights = cells.map((cell) => Math.max(1, cell.lines.length) * line + cell.below.length * smallLine);
    return { cells, height: Math.max(...heights) + 2 * padding + (isWide ? 5 : 0) };
  }

  #row(columns: readonly Placed[], row: PaperTableRow, weight: Weight): void {
    const { cells, height } = this.#cells(columns, row, weight);
    const first = this.#y - padding - paperTheme.text - (row.kind === 'group' ? 5 : 0);
    for (const [at, cell] of cells.entries()) {
      const column = columns[at];
      if (column === undefined) continue;
      const place = (text: string, size: number, as: Weight) =>
        column.isRight ? column.x + column.width - this.widthOf(text, as, size) : column.x;
      for (const [n, text] of cell.lines.entries()) {
        const x = place(text, paperTheme.text, weight);
        this.text(this.#page, text, { x, y: first - n * line, size: paperTheme.text, weight });
      }
      for (const [n, text] of cell.below.entries()) {
        const y = first - cell.lines.length * line - n * smallLine + 1;
        const x = place(text, paperTheme.small, 'regular');
        this.text(this.#page, text, { x, y, size: paperTheme.small, color: muted });
      }
    }
    this.#y -= height;
    if (row.kind !== 'group') this.#rule(this.#y, 0.5, rule);
  }

  #head(columns: readonly Placed[]): void {
    const y = this.#y - 3 - paperTheme.small;
    for (const column of columns) {
      const width = this.widthOf(column.title, 'semibold', paperTheme.small);
      const x = column.isRight ? column.x + column.width - width : column.x;
      this.text(this.#page, column.title, { x, y, size: paperTheme.small, weight: 'semibold', color: muted });
    }
    this.#y -= paperTheme.small * 1.3 + 6;
    this.#rule(this.#y, 0.75, strongRule);
  }

  /** A table whose head is repeated on every page; a group never stands without its first row, totals not alone. */
  table(table: LongTable): void {
    const columns = placeColumns(table.columns);
    if (this.#y - 90 < bottom) this.#startPage();
    if (this.#y < top) this.#y -= 20;
    const size = paperTheme.section;
    this.text(this.#page, table.title, { x: paperTheme.marginSide, y: this.#y - size, size, weight: 'semibold' });
    this.#y -= size * 1.3 + 5;
    if (table.rows.length === 0) {
      const at = { x: paperTheme.marginSide, y: this.#y - 6 - paperTheme.text, size: paperTheme.text, color: muted };
      this.text(this.#page, table.emptySentence, at);
      this.#y -= line + 12;
      return;
    }
    this.#head(columns);
    const totals = table.totals === undefined ? [] : [{ cells: table.totals }];
    for (const [at, row] of table.rows.entries()) {
      const weight = row.kind === undefined || row.kind === 'row' ? 'regular' : 'semibold';
      const height = this.#cells(columns, row, weight).height;
      const isLast = at === table.rows.length - 1;
      const kept = (row.kind === 'group' ? 2 * (line + 2 * padding) : 0) + (isLast ? totals.length * 2 * line : 0);
      if (this.#y - height - kept < bottom) {
        this.#startPage();
        this.#head(columns);
      }
      this.#row(columns, row, weight);
    }
    for (const row of totals) this.#row(columns, row, 'semibold');
  }
}

interface Placed {
  readonly title: string;
  readonly x: number;
  readonly width: number;
  readonly isRight: boolean;
}

function placeColumns(columns: readonly PaperTableColumn[]): Placed[] {
  const fixed = columns.reduce((sum, column) => sum + (column.width ?? 0), 0);
  const shares = columns.reduce((sum, column) => sum + (column.width === undefined ? (column.grow ?? 1) : 0), 0);
  let x: number = paperTheme.marginSide;
  return columns.map((column, at) => {
    const whole = column.width ?? ((paperTheme.widthPortrait - fixed) * (column.grow ?? 1)) / shares;
    const placed = {
      title: column.title,
      x,
      width: whole - (at === columns.length - 1 ? 0 : gap),
      isRight: column.align === 'right',
    };
    x += whole;
    return placed;
  });
}

/**
 * The PDF with tables painted behind its pages, and with running heads and "2 of 5" on every page. `onProgress` is called
 * after each table. Throws when a font is missing.
 */
export async function paintTables(
  pdf: Uint8Array,
  tables: readonly LongTable[],
  words: LongPaperWords,
  options: { readonly fontFolder: string; readonly onProgress?: ((done: number, total: number) => void) | undefined },
): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  document.registerFontkit(fontkit);
  const ownPages = document.getPageCount();
  const painter = new TablePainter(document, {
    regular: await loadFace(document, options.fontFolder, 'regular'),
    semibold: await loadFace(document, options.fontFolder, 'semibold'),
    other: await loadFace(document, options.fontFolder, 'other'),
  });
  for (const [at, table] of tables.entries()) {
    painter.table(table);
    options.onProgress?.(at + 1, tables.length);
  }
  const pages = document.getPages();
  const small = { size: paperTheme.small, color: muted };
  const right = page.width - paperTheme.marginSide;
  for (const [at, each] of pages.entries()) {
    const number = `${at + 1} of ${pages.length}`;
    painter.text(each, number, { ...small, x: right - painter.widthOf(number, 'regular', small.size), y: 31 });
    if (at < ownPages) continue;
    painter.text(each, words.made, { ...small, x: paperTheme.marginSide, y: 31 });
    painter.text(each, words.firm, { ...small, x: paperTheme.marginSide, y: page.height - 38 });
    const width = painter.widthOf(words.title, 'regular', small.size);
    painter.text(each, words.title, { ...small, x: right - width, y: page.height - 38 });
  }
  return document.save();
}
