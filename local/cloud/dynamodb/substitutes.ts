import { asRecord } from "../graph/graph-index";
import { type AttributeValue, checkValue } from "./item";
import { ValidationError } from "./validation-error";

/**
 * The names and values that expressions stand placeholders for. Every one given has to be used: DynamoDB refuses a request with a
 * spare one.
 */
export class Substitutes {
  private readonly names: Readonly<Record<string, unknown>>;
  private readonly values: Readonly<Record<string, unknown>>;
  private readonly used = new Set<string>();

  constructor(input: Readonly<Record<string, unknown>>) {
    this.names = asRecord(input["ExpressionAttributeNames"]);
    this.values = asRecord(input["ExpressionAttributeValues"]);
  }

  /** @param token `#name`, or the attribute's name itself */
  name(token: string): string {
    if (!token.startsWith("#")) return token;
    const name = this.names[token];
    this.used.add(token);
    if (typeof name === "string") return name;
    throw new ValidationError(`An expression attribute name used in the document path is not defined: ${token}`);
  }

  value(token: string): AttributeValue {
    const value = this.values[token];
    this.used.add(token);
    if (value === undefined)
      throw new ValidationError(`An expression attribute value used in expression is not defined: ${token}`);
    checkValue(token, value);
    return value;
  }

  refuseUnused(): void {
    for (const [kind, given] of Object.entries({ Names: this.names, Values: this.values })) {
      const spare = Object.keys(given).filter((token) => !this.used.has(token));
      if (spare.length > 0)
        throw new ValidationError(
          `Value provided in ExpressionAttribute${kind} unused in expressions: keys: {${spare.join(", ")}}`,
        );
    }
  }
}
