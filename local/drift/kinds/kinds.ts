import { record } from "../../../policies/audit/collect/graph/graph";
import type { Item } from "../item";
import { API_KINDS } from "./api";
import { CARRIER_KINDS } from "./carriers";
import { FUNCTION_KINDS } from "./functions";
import type { Kind } from "./kind";
import { ROLE_KINDS } from "./roles";

const KINDS: Readonly<Record<string, Kind>> = { ...API_KINDS, ...ROLE_KINDS, ...FUNCTION_KINDS, ...CARRIER_KINDS };

/** @throws Error for a type that is not read back */
export function kindOf(type: string): Kind {
  const kind = KINDS[type];
  if (kind === undefined) throw new Error(`${type} is not a type that is read back.`);
  return kind;
}

export function titleOf(item: Item): string {
  return kindOf(item.type).title(item);
}

/** The value at a path of an item's inputs. */
export function settingAt(item: Pick<Item, "inputs">, path: string): unknown {
  return path.split(".").reduce<unknown>((value, step) => record(value)[step], item.inputs);
}
