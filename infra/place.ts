import * as aws from "./aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../policies/arns";
import { type PolicyDocument, toPolicyJson } from "../policies/document";
import { partitionOf } from "./partition";

/** Partition and Region from config, the account from the credentials that run the program. */
export function placeOf(region: string): pulumi.Output<Place> {
  return aws
    .getCallerIdentityOutput()
    .accountId.apply((account) => ({ partition: partitionOf(region).partition, region, account }));
}

/** A policy builder's document as the text AWS gets, once the names it needs are known. */
export function policyText<T>(names: T, build: (names: pulumi.Unwrap<T>) => PolicyDocument): pulumi.Output<string> {
  return pulumi.output(names).apply((known) => toPolicyJson(build(known)));
}
