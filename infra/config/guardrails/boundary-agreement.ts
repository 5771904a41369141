import type { PolicyDocument, Statement } from "../../../policies/document";
import { matchesAction } from "../../../policies/evaluate/match";
import { findPartition } from "../../partition";
import type { AgreeingValues, Disagreement } from "../disagreement";
import type { Setting } from "../key";
import { boundaryDocument, POLICY_ARN } from "./boundary";
import { boundaryNeeds, type NeedingValues } from "./boundary-needs";

/** What config alone tells of a boundary under which the stack could not work. Resources and conditions are the audit's to decide. */
export function boundaryDisagreements(values: Partial<AgreeingValues>): Disagreement[] {
  return [...boundaryElsewhere(values), ...textWithoutBoundary(values), ...boundaryThatCannotWork(values)];
}

function boundaryElsewhere({ region, permissionsBoundaryArn: found }: Partial<AgreeingValues>): Disagreement[] {
  const [, partition] = POLICY_ARN.exec(found ?? "") ?? [];
  const home = region === undefined ? undefined : findPartition(region)?.partition;
  if (found === undefined || partition === undefined || home === undefined || partition === home) return [];
  const fault = `is in another partition than ${region ?? ""}`;
  return [{ key: "permissionsBoundaryArn", at: "", found, fault, fix: found.replace(/^arn:[a-z-]+:/, `arn:${home}:`) }];
}

function textWithoutBoundary(values: Partial<AgreeingValues>): Disagreement[] {
  const { permissionsBoundaryArn, permissionsBoundaryPolicy } = values;
  if (permissionsBoundaryArn !== "" || boundaryDocument(permissionsBoundaryPolicy ?? {}) === undefined) return [];
  const fault = "is the text of no boundary: permissionsBoundaryArn is empty";
  return [{ key: "permissionsBoundaryPolicy", at: "", found: permissionsBoundaryPolicy, fault, fix: [{ at: "" }] }];
}

/** One fault for each part that could not work, all at once. */
function boundaryThatCannotWork(values: Partial<AgreeingValues>): Disagreement[] {
  const document = boundaryDocument(values.permissionsBoundaryPolicy ?? {});
  if (document === undefined || !values.permissionsBoundaryArn || !hasNeeds(values)) return [];
  const short = boundaryNeeds(values)
    .map(({ who, actions }) => ({ who, missing: actions.filter((action) => isNeverAllowed(document, action)) }))
    .filter(({ missing }) => missing.length > 0);
  return short.map(({ who, missing }, index) => {
    const by = missing.map((action) => `${action} (${whyNever(document, action)})`).join(", ");
    const fault = `is a boundary that cannot work: ${who} needs ${by}. Have the policy changed in IAM, then its text here`;
    const fix = repairOf(document, missing, index);
    return { key: "permissionsBoundaryPolicy", at: "", found: SHOWN, fault, fix };
  });
}

/** The Deny goes, or one more statement allows. */
function repairOf(document: PolicyDocument, missing: readonly string[], index: number): readonly Setting[] {
  const denial = missing.map((action) => denialOf(document, action)).find((found) => found !== undefined);
  if (denial !== undefined) return [{ at: `.Statement[${denial}]` }];
  const at = `.Statement[${document.Statement.length + index}]`;
  const actions = missing.map((value, each) => ({ at: `${at}.Action[${each}]`, value }));
  return [{ at: `${at}.Effect`, value: "Allow" }, ...actions, { at: `${at}.Resource`, value: "*" }];
}

/** A document is too long for a line. */
const SHOWN = "(the document)";

function hasNeeds(values: Partial<AgreeingValues>): values is NeedingValues & Partial<AgreeingValues> {
  const { mintingMode, profileMode, rekognitionRegions, rekognitionOperations, studioUserProfiles } = values;
  const { dataEncryptionKeyArn: key } = values;
  return [mintingMode, profileMode, rekognitionRegions, rekognitionOperations, studioUserProfiles, key].every(
    (value) => value !== undefined,
  );
}

/** Whatever the request: no Allow means the action, or a Deny of it has neither condition nor resources. */
function isNeverAllowed(document: PolicyDocument, action: string): boolean {
  const allowing = document.Statement.some((each) => each.Effect === "Allow" && means(each, action));
  return !allowing || denialOf(document, action) !== undefined;
}

function whyNever(document: PolicyDocument, action: string): string {
  const index = denialOf(document, action);
  if (index === undefined) return "no statement allows it";
  const sid = document.Statement[index]?.Sid;
  return `denied by ${sid === undefined ? `statement ${index + 1}` : `"${sid}"`}`;
}

function denialOf({ Statement }: PolicyDocument, action: string): number | undefined {
  const index = Statement.findIndex(
    (each) => each.Effect === "Deny" && means(each, action) && isOfEverything(each) && each.Condition === undefined,
  );
  return index < 0 ? undefined : index;
}

function isOfEverything({ Resource }: Statement): boolean {
  return [Resource ?? []].flat().includes("*");
}

function means({ Action, NotAction }: Statement, action: string): boolean {
  const isNamed = [Action ?? NotAction ?? []].flat().some((pattern) => matchesAction(pattern, action));
  return isNamed === (NotAction === undefined);
}
