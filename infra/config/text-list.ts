import { type Fault, faultOfText, type Key, mended, type Setting, type TextRule } from "./key";

interface TextList extends TextRule {
  /** Absent = the key is required and needs at least one element. */
  readonly default?: readonly string[];
  readonly allowed: string;
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
      if (!Array.isArray(value)) return [faultOfNoList(value, list)];
      const isMissing = value.length === 0 && list.default === undefined;
      if (isMissing) return [{ at: "", found: undefined, fault: "is required" }];
      return value.flatMap((element: unknown, index) => faultsOfElement(list, value, element, index));
    },
  };
}

/** "a, b" for a list of both. */
function faultOfNoList(value: unknown, list: TextList): Fault {
  const fault = "is not a list";
  const parts = typeof value === "string" ? value.split(/[\s,[\]"']+/).filter((part) => part !== "") : [];
  const settings = parts.map((part, index): Setting | undefined => {
    const near = mended(part, list);
    return near === undefined ? undefined : { at: `[${index}]`, value: near };
  });
  const isWhole = settings.length > 0 && settings.every((setting) => setting !== undefined);
  return { at: "", found: value, fault, ...(isWhole && { fix: settings }) };
}

function faultsOfElement(list: TextList, all: readonly unknown[], element: unknown, index: number): Fault[] {
  const at = `[${index}]`;
  const identity = list.identity ?? ((text: string) => text);
  const twinOf = (text: string, others: readonly unknown[]) =>
    others.filter((other) => typeof other === "string").find((other) => identity(other) === identity(text));
  const [wrong] = faultOfText(element, at, list);
  if (wrong !== undefined) {
    const isTwice = typeof wrong.fix === "string" && twinOf(wrong.fix, all) !== undefined;
    return isTwice ? [{ at, found: element, fault: wrong.fault, remove: true }] : [wrong];
  }
  if (typeof element !== "string") return [];
  const twin = twinOf(element, all.slice(0, index));
  if (twin === undefined) return [];
  const fault = twin === element ? "is listed twice" : `differs from "${twin}" only by case`;
  return [{ at, found: element, fault, remove: true }];
}
