const pageRows = 500;

/** Every row of a list, a page at a time. */
export async function* readPages<Row>(
  ask: (page: { offset: number; limit: number }) => Promise<{ rows: Row[]; total: number }>,
): AsyncGenerator<Row, void, void> {
  for (let offset = 0; ; offset += pageRows) {
    const { rows } = await ask({ offset, limit: pageRows });
    yield* rows;
    if (rows.length < pageRows) return;
  }
}
