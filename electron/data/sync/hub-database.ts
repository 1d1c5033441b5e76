/** Name of one of a firm's seven databases at a hub: `annex-<firm>-<workspace or files>`. */
export function hubDatabaseName(firmId: string, database: string): string {
  return `annex-${firmId}-${database}`;
}
