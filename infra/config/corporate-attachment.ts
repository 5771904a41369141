import { nearRegion } from "../known-regions";
import { type Fault, faultOfText, type Key, type TextRule } from "./key";
import { unknownRegion } from "./region";
import { faultOfStranger } from "./repair/misspelt-field";
import { nearWord } from "./repair/near-value";

/** How the company's network reaches the VPC. */
export type CorporateAttachment =
  | { readonly kind: "none" }
  | {
      readonly kind: "vpcPeering";
      readonly peerVpcId: string;
      /** Absent = this account. */
      readonly peerAccountId?: string;
      /** Absent = this Region. */
      readonly peerRegion?: string;
    }
  | { readonly kind: "transitGateway"; readonly transitGatewayId: string };

interface Field extends TextRule {
  readonly isRequired: boolean;
}

/** The fields that each kind takes besides `kind`. */
const FIELDS: Record<CorporateAttachment["kind"], Record<string, Field>> = {
  none: {},
  vpcPeering: {
    peerVpcId: { ...resourceId("vpc", "vpc-0123456789abcdef0"), isRequired: true },
    peerAccountId: {
      ...matching(/^[0-9]{12}$/, "444455556666"),
      // YAML reads digits as a number, and takes the zeros in front of it away.
      mend: (value) => [value.replaceAll(/[^0-9]/g, "").padStart(12, "0")],
      isRequired: false,
    },
    peerRegion: {
      example: "eu-west-1",
      // Whether there is such a Region is said where the provider's own key is known: agreement.ts.
      fault: (value) => (/^[a-z]+(-[a-z]+)+-\d+$/.test(value) ? undefined : unknownRegion(value)),
      mend: (value) => [nearRegion(value)],
      isRequired: false,
    },
  },
  transitGateway: {
    transitGatewayId: { ...resourceId("tgw", "tgw-0123456789abcdef0"), isRequired: true },
  },
};
const KINDS = Object.keys(FIELDS);

export const corporateAttachment: Key<CorporateAttachment> = {
  type: "object",
  default: { kind: "none" },
  allowed:
    "{kind: none}, {kind: vpcPeering, peerVpcId, and when they differ from ours peerAccountId, peerRegion} " +
    "or {kind: transitGateway, transitGatewayId}",
  example: { at: ".kind", value: "none" },
  faultsOf: (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      const kind = nearWord(value, KINDS) ?? "none";
      return [{ at: "", found: value, fault: "is not an object", fix: [{ at: ".kind", value: kind }] }];
    }
    const entries = new Map<string, unknown>(Object.entries(value));
    const kind = entries.get("kind");
    if (!isKind(kind)) return [faultOfKind(kind)];
    return [...faultsOfFields(entries, FIELDS[kind]), ...faultsOfStrangers(entries, kind)];
  },
};

function isKind(kind: unknown): kind is CorporateAttachment["kind"] {
  return typeof kind === "string" && Object.hasOwn(FIELDS, kind);
}

function faultOfKind(kind: unknown): Fault {
  const fault = kind === undefined ? "is required" : "is not a kind of attachment";
  return { at: ".kind", found: kind, fault, fix: nearWord(kind, KINDS) ?? "none" };
}

function faultsOfFields(entries: ReadonlyMap<string, unknown>, fields: Record<string, Field>): Fault[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = entries.get(name);
    if (value !== undefined) return faultOfText(value, `.${name}`, field);
    // What stands under a misspelt name is moved from there.
    if (!field.isRequired || standsFor(entries, fields, name)) return [];
    return [{ at: `.${name}`, found: value, fault: "is required for this kind", fix: field.example }];
  });
}

function standsFor(entries: ReadonlyMap<string, unknown>, fields: Record<string, Field>, name: string): boolean {
  return [...entries.keys()].some((other) => !Object.hasOwn(fields, other) && nearWord(other, [name]) !== undefined);
}

function faultsOfStrangers(entries: ReadonlyMap<string, unknown>, kind: CorporateAttachment["kind"]): Fault[] {
  const fields = FIELDS[kind];
  const strangers = [...entries].filter(([name]) => name !== "kind" && !Object.hasOwn(fields, name));
  return strangers.map(([name, found]) => {
    const free = Object.keys(fields).filter((field) => !entries.has(field));
    return faultOfStranger({ at: "", name, found, free, where: `for kind ${kind}` });
  });
}

function matching(pattern: RegExp, example: string): TextRule {
  return { example, fault: (value) => (pattern.test(value) ? undefined : "is not well-formed") };
}

function resourceId(prefix: string, example: string): TextRule {
  const rule = matching(new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`), example);
  return { ...rule, mend: (value) => [value.toLowerCase()] };
}
