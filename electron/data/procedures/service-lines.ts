import { readdirSync, readFileSync } from 'node:fs';
import { type ServiceLine, serviceLineSchema } from '../../../shared/domain/provider/service-lines.ts';
import { assetFile } from '../process/places.ts';

const folder = 'templates/work-orders';
let known: readonly ServiceLine[] | undefined;

/** The services that can be ordered, by name. Read once; throws when a file is damaged. */
export function listServiceLines(): readonly ServiceLine[] {
  known ??= readdirSync(assetFile(folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => serviceLineSchema.parse(JSON.parse(readFileSync(assetFile(`${folder}/${name}`), 'utf8'))))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
  return known;
}

/** A service line's name; its id where this version does not know it. */
export function serviceName(id: string): string {
  return listServiceLines().find((line) => line.id === id)?.name ?? id;
}

/** True for a service line that can be ordered. */
export function isServiceLine(id: string): boolean {
  return listServiceLines().some((line) => line.id === id);
}
