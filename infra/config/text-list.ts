import type { Fault, Key, TextFault } from "./key";
import { faultOfText } from "./key";

interface TextList {
  /** Absent = the key is required and needs at least one element. */
  readonly default?: readonly string[];
  readonly allowed: string;
  readonly example: string;
  readonly fault: TextFault;
  /** Two elements with the same identity are one too many; by default, equal ones. */
  readonly identity?: (element: string) => string;
}

/** A key that holds texts, each of which has to pass the same check, none of them twice. */
export function textList(list: TextList): Key<readonly string[]> {
  return {
    type: "array",
    ...(list.default === undefined ? {} : { default: list.default }),
    allowed: list.allowed,
    example: { at: "[0]", value: list.example },
    faultsOf: (value) => {
      if (!Array.isArray(value)) return [{ at: "", found: value, fault: "is not a list" }];
      const isMissing = value.length === 0 && list.default === undefined;
      if (isMissing) return [{ at: "", found: value, fault: "is empty" }];
      return value.flatMap((element: unknown, index) => faultsOfElement(list, value, element, index));
    },
  };
}

function faultsOfElement(list: TextList, all: readonly unknown[], element: unknown, index: number): Fault[] {
  const at = `[${index}]`;
  const faults = faultOfText(element, at, list.fault, list.example);
  if (faults.length > 0 || typeof element !== "string") return faults;
  const identity = list.identity ?? ((text: string) => text);
  const earlier = all.slice(0, index).filter((other) => typeof other === "string");
  const twin = earlier.find((other) => identity(other) === identity(element));
  if (twin === undefined) return [];
  const fault = twin === element ? "is listed twice" : `differs from "${twin}" only by case`;
  return [{ at, found: element, fault, remove: true }];
}
