import type { RequestContext } from "../decide/request-context";
import { type Item, readItem } from "./item";
import { refuseOthers, textOf } from "./operations";
import { Substitutes } from "./substitutes";
import type { Table } from "./table";
import { ValidationError } from "./validation-error";

/** A page of a Scan, as on AWS. */
const MOST_PAGE_BYTES = 1024 * 1024;

/** What a Scan tells IAM of what it reads. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
export function scanContext(input: Readonly<Record<string, unknown>>): RequestContext {
  const names = projectedNames(input);
  const select = textOf(input, "Select") ?? (names ? "SPECIFIC_ATTRIBUTES" : "ALL_ATTRIBUTES");
  return { "dynamodb:Select": select, ...(names && { "dynamodb:Attributes": names }) };
}

/**
 * A page of the table: what follows on `ExclusiveStartKey`, up to `Limit` items and 1 MB, of each item what `ProjectionExpression` names.
 * Filters, nested attributes, indexes and segments are not stood in for. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html
 * @throws ValidationError
 */
export function scan(table: Table, input: Readonly<Record<string, unknown>>): unknown {
  refuseOthers(input, ["ConsistentRead", "ExclusiveStartKey", "Limit", ...PROJECTION]);
  const names = projectedNames(input);
  if (names === undefined && ![undefined, "ALL_ATTRIBUTES"].includes(textOf(input, "Select")))
    throw new ValidationError(
      "The laptop's DynamoDB knows Select for whole items and with a ProjectionExpression only",
    );
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
    Items: page.map(([, item]) => (names ? only(names, item) : item)),
    Count: page.length,
    ScannedCount: page.length,
    ...(full >= 0 && last && { LastEvaluatedKey: table.keyAttributesOf(last) }),
  };
}

const PROJECTION = ["Select", "ProjectionExpression", "ExpressionAttributeNames"];

/** Top-level names; undefined for whole items. */
function projectedNames(input: Readonly<Record<string, unknown>>): string[] | undefined {
  const substitutes = new Substitutes(input);
  const text = textOf(input, "ProjectionExpression");
  const names = text?.split(",").map((token) => substitutes.name(token.trim()));
  substitutes.refuseUnused();
  return names;
}

function only(names: readonly string[], item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}
