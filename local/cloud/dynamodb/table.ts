import { asRecord, type GraphIndex, recordOf, requiredText, textOf } from "../graph/graph-index";
import { NotModelledError } from "../graph/not-modelled";
import type { AttributeValue, Item } from "./item";
import { ValidationError } from "./validation-error";

/** A table of the program, with its items in memory. */
export class Table {
  private readonly items = new Map<string, Item>();
  private sorted: readonly (readonly [key: string, item: Item])[] | undefined;

  constructor(
    readonly name: string,
    readonly arn: string,
    readonly region: string,
    /** Names and types of the key's attributes: one, or two with a sort key. */
    private readonly key: ReadonlyMap<string, string>,
    /** The attribute that says when an item's time is over, in seconds since 1970. */
    readonly ttlAttribute: string | undefined,
  ) {}

  find(key: string): Item | undefined {
    return this.items.get(key);
  }

  put(key: string, item: Item): void {
    this.items.set(key, item);
    this.sorted = undefined;
  }

  delete(key: string): void {
    this.items.delete(key);
    this.sorted = undefined;
  }

  /**
   * What an item is found by.
   * @param exactly whether there may be no other attributes, as in a Key
   * @throws ValidationError
   */
  keyOf(item: Item, exactly: boolean): string {
    const parts = [...this.key].map(([name, type]) => {
      const value = item[name]?.[type];
      if (typeof value === "string" && value !== "") return value;
      throw new ValidationError("The provided key element does not match the schema");
    });
    if (exactly && Object.keys(item).length !== parts.length)
      throw new ValidationError("The provided key element does not match the schema");
    return JSON.stringify(parts);
  }

  /** What of an item is its key. */
  keyAttributesOf(item: Item): Item {
    return Object.fromEntries(Object.entries(item).filter(([name]) => this.key.has(name)));
  }

  /** Every item, in an order that is the same as long as the items are. */
  inOrder(): readonly (readonly [key: string, item: Item])[] {
    this.sorted ??= [...this.items].sort(([one], [other]) => (one < other ? -1 : 1));
    return this.sorted;
  }

  hasInKey(attribute: string): boolean {
    return this.key.has(attribute);
  }

  /**
   * Deletes what is past its time. On AWS that happens some time within days, and until then expired items are found like any
   * others; so nothing here deletes them unless it is told to.
   */
  deleteExpired(now: Date): number {
    const attribute = this.ttlAttribute;
    if (attribute === undefined) return 0;
    const isExpired = (value: AttributeValue | undefined) => Number(value?.["N"] ?? NaN) * 1000 < now.getTime();
    const expired = [...this.items].filter(([, item]) => isExpired(item[attribute]));
    for (const [key] of expired) this.delete(key);
    return expired.length;
  }
}

/** The program's tables by name. */
export function readTables(graph: GraphIndex, homeRegion: string): ReadonlyMap<string, Table> {
  return new Map(
    graph.all("dynamodb/table:Table").map((resource) => {
      const name = requiredText(resource, "name");
      const attributes = resource.inputs["attributes"];
      const types = new Map((Array.isArray(attributes) ? attributes : []).map((one) => typeOf(asRecord(one))));
      const rangeKey = textOf(resource, "rangeKey");
      const keyNames = [requiredText(resource, "hashKey"), ...(rangeKey === undefined ? [] : [rangeKey])];
      const key = keyNames.map((one): [string, string] => {
        const type = types.get(one);
        if (type === undefined)
          throw new NotModelledError(`${resource.urn} does not say of what type its key ${one} is.`);
        return [one, type];
      });
      const { attributeName, enabled } = recordOf(resource, "ttl");
      const ttl = enabled === true && typeof attributeName === "string" ? attributeName : undefined;
      const region = resource.region ?? homeRegion;
      return [name, new Table(name, requiredText(resource, "arn"), region, new Map(key), ttl)];
    }),
  );
}

function typeOf({ name, type }: Readonly<Record<string, unknown>>): [string, string] {
  return [String(name), String(type)];
}
