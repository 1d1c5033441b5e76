import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests that take longest, longest first: begun last, they would leave a processor idle at the end. */
const longest = ['simulation/real-store', 'simulation/world', 'integration/kill/kill.', 'integration/main/application'];

/** Where a file stands among the longest; behind all of them where it is none. */
function placeOf({ moduleId }: TestSpecification): number {
  const place = longest.findIndex((name) => moduleId.includes(name));
  return place === -1 ? longest.length : place;
}

/** Begins with the longest files; the rest keeps Vitest's own order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}
