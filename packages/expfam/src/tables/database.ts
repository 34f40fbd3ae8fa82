// The one place that speaks to DuckDB, in process and imported on demand: a source is copied into a table of its own, then
// asked. Names and paths never become part of a statement but as parameters or quoted identifiers.
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';

/** A question to the database: its answer, column by column. */
export type Ask = (
  sql: string,
  parameters?: Record<string, string>,
) => Promise<readonly (readonly DuckDBValue[])[]>;

/** Runs `body` with a database of its own and closes that afterwards, whatever happens. */
export const withDatabase = async <T>(body: (ask: Ask) => Promise<T>): Promise<T> => {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  // Nothing is fetched from a network on behalf of a file name.
  const instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false' });
  const connection = await instance.connect();
  try {
    return await body((sql, parameters) => answer(connection, sql, parameters));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
};

/** A name as an identifier of SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const answer = async (
  connection: DuckDBConnection,
  sql: string,
  parameters?: Record<string, string>,
): Promise<readonly (readonly DuckDBValue[])[]> => {
  const result = await connection.run(sql, parameters);
  const chunks = await result.fetchAllChunks();
  return Array.from({ length: result.columnCount }, (_, index) => {
    const column: DuckDBValue[] = [];
    for (const chunk of chunks) for (const value of chunk.getColumnValues(index)) column.push(value);
    return column;
  });
};
