import { asRecord } from "../graph/graph-index";
import { ValidationError } from "./validation-error";

/** A value with its type, as on the wire: `{ "S": "text" }`. Of the types, those that a single member can hold. */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

const TYPES = ["S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"];
const MOST_ITEM_BYTES = 400 * 1024;

/** @throws ValidationError */
export function readItem(value: unknown): Item {
  const item = asRecord(value);
  for (const [name, attribute] of Object.entries(item)) checkValue(name, attribute);
  if (Buffer.byteLength(JSON.stringify(item)) > MOST_ITEM_BYTES * 1.4)
    throw new ValidationError("Item size has exceeded the maximum allowed size");
  return item as Item;
}

/** @throws ValidationError */
export function checkValue(name: string, value: unknown): asserts value is AttributeValue {
  const [type, ...more] = Object.keys(asRecord(value));
  if (type !== undefined && more.length === 0 && TYPES.includes(type)) return;
  throw new ValidationError(`Supplied AttributeValue is empty or of no known type: ${name}`);
}

/** Text, number or bytes of a value, for comparisons; values of other types are compared for equality only. */
export function compareValues(one: AttributeValue, other: AttributeValue): number | undefined {
  const [type] = Object.keys(one);
  if (type === undefined || !(type in other)) return undefined;
  const [left, right] = [one[type], other[type]];
  if (type === "N") return Number(left) - Number(right);
  if (type === "S") return Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)));
  if (type === "B") return Buffer.compare(Buffer.from(String(left), "base64"), Buffer.from(String(right), "base64"));
  return JSON.stringify(left) === JSON.stringify(right) ? 0 : undefined;
}
