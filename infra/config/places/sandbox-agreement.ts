import { contains, formatCidr, overlaps, parseCidr, type Cidr } from "../../addresses/cidr";
import type { AgreeingValues, Disagreement } from "../disagreement";
import { sandboxOf } from "./corporate-sandbox";

type Values = Partial<AgreeingValues>;

/** What a stand-in for the office cannot stand beside. That it lies apart from vpcCidr follows: corporateCidrs does. */
export function sandboxDisagreements(values: Values): Disagreement[] {
  const sandbox = sandboxOf(values.corporateSandbox);
  if (sandbox === undefined) return [];
  const reasons = [...besideAnOffice(values), ...whereThingsLast(values)];
  if (reasons.length === 0) return outsideTheCompany(sandbox.cidr, values);
  return [{ key: "corporateSandbox", at: "", found: sandbox, fault: reasons.join("; it "), remove: true }];
}

/** Endpoints and resolver admit corporateCidrs: it comes and goes without a change of any of their rules. */
function outsideTheCompany(found: string, { corporateCidrs = [], vpcCidr = "" }: Values): Disagreement[] {
  const cidr = parseCidr(found);
  const company = corporateCidrs.flatMap((text) => parseCidr(text) ?? []);
  if (cidr === undefined || company.length === 0 || company.some((each) => contains(each, cidr))) return [];
  const own = parseCidr(vpcCidr);
  const meets = own !== undefined && overlaps(own, cidr) ? ` and overlaps with vpcCidr (${vpcCidr})` : "";
  const fault = `is not inside one of corporateCidrs (${corporateCidrs.join(", ")})${meets}: nothing would let it in`;
  const fix = firstWithin(company, cidr.prefix) ?? "<a network inside one of corporateCidrs>";
  return [{ key: "corporateSandbox", at: ".cidr", found, fault, fix }];
}

/** A machine with a way to the internet has no place beside a real office. */
function besideAnOffice({ corporateAttachment }: Values): string[] {
  if (corporateAttachment === undefined || corporateAttachment.kind === "none") return [];
  return [`stands in for an office, and corporateAttachment joins one already (${corporateAttachment.kind})`];
}

function whereThingsLast({ deletionProtection }: Values): string[] {
  if (deletionProtection !== true) return [];
  return [
    "has a way to the internet, which no network has where people's things are kept, and deletionProtection is on",
  ];
}

function firstWithin(company: readonly Cidr[], prefix: number): string | undefined {
  const wide = company.find((each) => each.prefix <= 28);
  return wide && formatCidr({ ...wide, prefix: Math.max(prefix, wide.prefix) });
}
