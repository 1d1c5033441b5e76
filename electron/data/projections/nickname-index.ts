import { readFileSync } from 'node:fs';
import {
  buildNicknameIndex,
  type NicknameIndex,
  nicknameGroupsSchema,
} from '../../../shared/domain/names/nicknames.ts';
import { assetFile } from '../process/places.ts';

let loaded: NicknameIndex | undefined;

/** Which given names stand for which: the code set that comes with the application, read once. */
export function nicknameIndex(): NicknameIndex {
  loaded ??= buildNicknameIndex(
    nicknameGroupsSchema.parse(JSON.parse(readFileSync(assetFile('code-sets/nicknames.json'), 'utf8'))),
  );
  return loaded;
}
