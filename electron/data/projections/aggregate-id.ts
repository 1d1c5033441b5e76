/** The id in an aggregate's name: `matter:7k2x` gives `7k2x`. */
export function idOfAggregate(aggregate: string): string {
  return aggregate.slice(aggregate.indexOf(':') + 1);
}
