import { BOUNDARY_ARN, WIDE_BOUNDARY } from "../../config/guardrail-mistakes";
import { change, type ConfigChange } from "./standing";

/** What stands above the roles. */
export const GUARDRAILS: readonly ConfigChange[] = [
  change("permissionsBoundaryArn", "studio", "a boundary", BOUNDARY_ARN, "in place"),
  change("permissionsBoundaryArn", "pool", "a boundary, beside a pool", BOUNDARY_ARN, "in place"),
  change("permissionsBoundaryPolicy", "studio", "a boundary's text", WIDE_BOUNDARY, "in place", {
    permissionsBoundaryArn: BOUNDARY_ARN,
  }),
];
