import { readItem } from "./item";
import { refuseOthers } from "./operations";
import type { Table } from "./table";
import { ValidationError } from "./validation-error";

/** A page of a Scan, as on AWS. */
const MOST_PAGE_BYTES = 1024 * 1024;

/**
 * A page of the table: what follows on `ExclusiveStartKey`, up to `Limit` items and 1 MB. Filters, projections, indexes and segments are
 * not stood in for. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html
 * @throws ValidationError
 */
export function scan(table: Table, input: Readonly<Record<string, unknown>>): unknown {
  refuseOthers(input, ["ConsistentRead", "ExclusiveStartKey", "Limit"]);
  const { ExclusiveStartKey: start, Limit: limit = Infinity } = input;
  if (typeof limit !== "number" || limit < 1) throw new ValidationError("Limit must be a number from 1");
  const after = start === undefined ? undefined : table.keyOf(readItem(start), true);
  const all = table.inOrder();
  const first = after === undefined ? 0 : all.findIndex(([key]) => key > after);
  const rest = first < 0 ? [] : all.slice(first);
  let bytes = 0;
  const full = rest.findIndex(([, item], at) => {
    bytes += JSON.stringify(item).length;
    return at >= limit || (at > 0 && bytes > MOST_PAGE_BYTES);
  });
  const page = full < 0 ? rest : rest.slice(0, full);
  const last = page.at(-1)?.[1];
  return {
    Items: page.map(([, item]) => item),
    Count: page.length,
    ScannedCount: page.length,
    ...(full >= 0 && last && { LastEvaluatedKey: table.keyAttributesOf(last) }),
  };
}
