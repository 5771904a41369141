import * as aws from "../aws";
import type * as pulumi from "@pulumi/pulumi";
import { type OperationName, OPERATIONS } from "../../functions/pool/operations";
import type { RekognitionRegion } from "../config";
import { defaultQuota, operationsIn, type Quotas } from "./default-quotas";

const CONCURRENT_EXECUTIONS = "L-B99A9384";

/** What AWS said about one quota: its value in this account, nothing, or why it could not be asked. */
export type LookUp = { readonly value: number } | { readonly value?: undefined; readonly failure?: string };

/** What was looked up for one Region, by operation. */
export type LookUps = Readonly<Partial<Record<OperationName, LookUp>>>;

export interface FoundQuotas {
  readonly quotas: Quotas;
  /** What stops the preview. */
  readonly faults: readonly string[];
  /** What it only mentions. */
  readonly warnings: readonly string[];
}

/**
 * Asks for the quotas of one Region that config does not take out of use. Awaited in try/catch, because the Output form of the
 * look-up cannot fall back: a refused one would end the program.
 */
export async function lookUpQuotas(
  region: string,
  operations: readonly OperationName[],
  parent: pulumi.Resource,
): Promise<LookUps> {
  const asked = operationsIn(region, operations).map(async (operation) => {
    const quota = { serviceCode: "rekognition", quotaCode: OPERATIONS[operation].quotaCode, region };
    return [operation, await lookUp(quota, parent)] as const;
  });
  return Object.fromEntries(await Promise.all(asked));
}

/** The account's limit of executions at once in the home Region, or undefined when it cannot be known. */
export async function lookUpConcurrency(region: string, parent: pulumi.Resource): Promise<number | undefined> {
  return (await lookUp({ serviceCode: "lambda", quotaCode: CONCURRENT_EXECUTIONS, region }, parent)).value;
}

/**
 * The provider asks for AWS's default first and then for the applied value, which it answers where there is one: the deployer has to be
 * allowed both, servicequotas:GetAWSDefaultServiceQuota and servicequotas:GetServiceQuota.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/servicequotas_service_quota
 */
async function lookUp(quota: aws.servicequotas.GetServiceQuotaArgs, parent: pulumi.Resource): Promise<LookUp> {
  try {
    const { value } = (await aws.servicequotas.getServiceQuota(quota, { parent })) as { readonly value?: unknown };
    return typeof value === "number" && value > 0 ? { value } : {};
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** Config wins, then what AWS answered, then the dated table. Pure. */
export function settleQuotas(
  entry: RekognitionRegion,
  operations: readonly OperationName[],
  lookUps: LookUps,
): FoundQuotas {
  const { region } = entry;
  const present = operationsIn(region, operations);
  const quotas = present.map((operation) => {
    const value = entry.quotas?.[operation] ?? lookUps[operation]?.value ?? defaultQuota(region, operation);
    return [operation, value] as const;
  });
  return {
    quotas: Object.fromEntries(quotas),
    faults: present.flatMap((operation) => {
      const [configured, applied] = [entry.quotas?.[operation], lookUps[operation]?.value];
      if (configured === undefined || applied === undefined || configured <= applied) return [];
      const numbers = `config says ${configured} calls a second of ${operation} in ${region}, and the account has ${applied}`;
      return [`${numbers}: lower it, or ask AWS for an increase first`];
    }),
    warnings: warningsOf(region, present, lookUps),
  };
}

/** One line for a Region, whatever the number of operations: they fail together. */
function warningsOf(region: string, present: readonly OperationName[], lookUps: LookUps): string[] {
  const failed = present.filter(
    (operation) => lookUps[operation]?.value === undefined && failureOf(lookUps[operation]),
  );
  const [first] = failed;
  if (first === undefined) return [];
  const what = `the quotas of ${failed.join(", ")} in ${region} could not be looked up`;
  const advice =
    "AWS's defaults are assumed; is the Region enabled, and are servicequotas:GetServiceQuota and " +
    "servicequotas:GetAWSDefaultServiceQuota allowed?";
  return [`${what}: ${advice} (${failureOf(lookUps[first]) ?? ""})`];
}

function failureOf(lookUp: LookUp | undefined): string | undefined {
  return lookUp !== undefined && "failure" in lookUp ? lookUp.failure : undefined;
}
