import { findPartition } from "../partition";
import type { Fault, Key } from "./key";
import { faultOfText } from "./key";

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

interface Field {
  readonly isRequired: boolean;
  readonly example: string;
  readonly isRight: (value: string) => boolean;
}

/** The fields that each kind takes besides `kind`. */
const FIELDS: Record<CorporateAttachment["kind"], Record<string, Field>> = {
  none: {},
  vpcPeering: {
    peerVpcId: field(true, "vpc-0123456789abcdef0", /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/),
    peerAccountId: field(false, "444455556666", /^[0-9]{12}$/),
    peerRegion: { isRequired: false, example: "eu-west-1", isRight: (value) => findPartition(value) !== undefined },
  },
  transitGateway: {
    transitGatewayId: field(true, "tgw-0123456789abcdef0", /^tgw-([0-9a-f]{8}|[0-9a-f]{17})$/),
  },
};

export const corporateAttachment: Key<CorporateAttachment> = {
  type: "object",
  default: { kind: "none" },
  allowed:
    "{kind: none}, {kind: vpcPeering, peerVpcId, and when they differ from ours peerAccountId, peerRegion} " +
    "or {kind: transitGateway, transitGatewayId}",
  example: { at: ".kind", value: "none" },
  faultsOf: (value) => {
    if (typeof value !== "object" || value === null) return [{ at: "", found: value, fault: "is no object" }];
    const entries = new Map<string, unknown>(Object.entries(value));
    const kind = entries.get("kind");
    if (!isKind(kind)) return [{ at: ".kind", found: kind, fault: "is no kind of attachment", fix: "none" }];
    return [...faultsOfFields(entries, FIELDS[kind]), ...faultsOfStrangers(entries, kind)];
  },
};

function isKind(kind: unknown): kind is CorporateAttachment["kind"] {
  return typeof kind === "string" && Object.hasOwn(FIELDS, kind);
}

function faultsOfFields(entries: ReadonlyMap<string, unknown>, fields: Record<string, Field>): Fault[] {
  return Object.entries(fields).flatMap(([name, { isRequired, isRight, example }]) => {
    const value = entries.get(name);
    if (value === undefined && !isRequired) return [];
    if (value === undefined)
      return [{ at: `.${name}`, found: value, fault: "is required for this kind", fix: example }];
    return faultOfText(value, `.${name}`, (text) => (isRight(text) ? undefined : "is not well-formed"), example);
  });
}

function faultsOfStrangers(entries: ReadonlyMap<string, unknown>, kind: CorporateAttachment["kind"]): Fault[] {
  return [...entries]
    .filter(([name]) => name !== "kind" && !Object.hasOwn(FIELDS[kind], name))
    .map(([name, found]) => ({ at: `.${name}`, found, fault: `says nothing for kind ${kind}`, remove: true }));
}

function field(isRequired: boolean, example: string, pattern: RegExp): Field {
  return { isRequired, example, isRight: (value) => pattern.test(value) };
}
