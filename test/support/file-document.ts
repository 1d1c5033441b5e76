import { createId } from '../../electron/data/create-id.ts';
import type { Practice } from './practice.ts';

/** Files a small text to a matter; answers the document's id. */
export async function fileDocument(
  firm: Pick<Practice, 'host' | 'client' | 'matterId'>,
  title: string,
  matterId = firm.matterId,
): Promise<string> {
  const bytes = Buffer.from(`What is in ${title}`);
  const { documents } = firm.client;
  const fileName = `${title}.txt`;
  const { uploadId } = await documents.startUpload({ commandId: createId(), fileName, size: bytes.length });
  const dataBase64 = bytes.toString('base64');
  await documents.uploadPart({ commandId: createId(), uploadId, index: 0, dataBase64 });
  const filing = { commandId: createId(), uploadId, matterId, title, receivedOn: firm.host.firm.today() };
  return (await documents.fileDocument(filing)).id;
}
