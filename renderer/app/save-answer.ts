import { saveFile } from '../components/read-base64.ts';
import { client } from './client.ts';

/** Saves the answer of this machine, which joined by file, for whoever invited it. Answers the file's name. */
export async function saveAnswer(deviceName: string): Promise<string> {
  const { text } = await client.firm.answerFile({});
  const fileName = `Annex answer ${deviceName.replace(/[^\p{L}\p{N}]+/gu, '-')}.annexanswer`;
  saveFile(text, 'application/json', fileName);
  return fileName;
}
