import { addDays, daysBetween, formatLongDay } from '../../../shared/domain/day.ts';
import { listMatterFolders } from '../../../shared/domain/documents/matter-folders.ts';
import { writePlainPdf } from './plain-pdf.ts';
import type { SampleMatter } from './sample-matters.ts';
import { fillIn } from './sample-words.ts';
import { plan, type SampleWorld } from './sample-world.ts';

const documentsPerMatter = 7;

/** Plans the documents of a matter: the engagement letter first, the others as the work brings them. */
export function planDocuments(world: SampleWorld, matter: SampleMatter): void {
  const random = matter.random.fork('documents');
  const days = Math.max(2, daysBetween(matter.openedOn, matter.endsOn));
  plan(world, matter.openedOn, 16 * 60 + 40, () => fileText(world, matter, 'Intake & Engagement', 'Engagement Letter'));
  const more = random.int(documentsPerMatter - 4, documentsPerMatter + 3);
  for (let place = 1; place < more; place += 1) {
    plan(world, addDays(matter.openedOn, random.int(2, days)), random.int(9 * 60, 17 * 60), () => {
      const [folder, documentType] = random.pick(matter.template.documents);
      return fileText(world, matter, folder, documentType);
    });
  }
}

async function fileText(world: SampleWorld, matter: SampleMatter, folder: string, documentType: string): Promise<void> {
  const { random } = matter;
  const day = world.today();
  const heading = `${documentType}: ${matter.title}`;
  const paragraphs = [
    `${formatLongDay(day)}. ${world.words.desk.firm.name}, ${world.words.desk.firm.address}. Matter ${matter.number}.`,
    ...Array.from({ length: random.int(2, 5) }, () => fillIn(random.pick(world.words.desk.paragraphs), matter.names)),
  ];
  const isWord = random.chance(400);
  const bytes = isWord ? await writeDocx(heading, paragraphs) : writePlainPdf(heading, paragraphs);
  // Once there is a provider its clerk files.
  const { documents } = world.provider?.clerk.client ?? world.client;
  const fileName = `${documentType}.${isWord ? 'docx' : 'pdf'}`;
  const upload = await documents.startUpload({ commandId: world.id(), fileName, size: bytes.length });
  for (let index = 0; index * upload.partSize < bytes.length; index += 1) {
    const part = bytes.subarray(index * upload.partSize, (index + 1) * upload.partSize);
    const dataBase64 = part.toString('base64');
    await documents.uploadPart({ commandId: world.id(), uploadId: upload.uploadId, index, dataBase64 });
  }
  const folders = listMatterFolders(world.words.extraFolders.get(matter.template.practiceArea) ?? []);
  await documents.fileDocument({
    commandId: world.id(),
    uploadId: upload.uploadId,
    matterId: matter.matterId,
    title: heading,
    folder: folders.find((name) => name.includes(folder)) ?? folder,
    documentType,
    documentOn: day,
    receivedOn: day,
  });
}

async function writeDocx(heading: string, paragraphs: readonly string[]): Promise<Buffer> {
  // Only the sample writes Word files: every other start of the program goes without the package.
  const { Document, HeadingLevel, Packer, Paragraph } = await import('docx');
  const children = [
    new Paragraph({ text: heading, heading: HeadingLevel.HEADING_1 }),
    ...paragraphs.map((text) => new Paragraph({ text, spacing: { after: 200 } })),
  ];
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}
