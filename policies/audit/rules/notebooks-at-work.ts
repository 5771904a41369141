/** What SageMaker and a person's notebooks really ask for with an execution role, request by request. */
import type { AuditedRole, Estate } from "../estate";
import { APPS } from "./declared-permissions";
import { fromOutside, throughEndpoint } from "./intended-requests";
import { arnIn, endpointsOf, ownerOf, profileArn, rolesFor, STUDIO_LOG, STUDIO_SERVICES } from "./ours";
import { calls } from "./p06-intended-requests";
import type { IntendedRequest } from "./rule";

export function notebooksAtWork(estate: Estate): IntendedRequest[] {
  return rolesFor(estate, "execution").flatMap((role) => {
    const owner = ownerOf(estate, role);
    return owner === undefined
      ? []
      : [...minting(estate, role, owner), ...apps(estate, role, owner), ...log(estate, role)];
  });
}

/** Through each of the two doors: one permission that works through one of them only looks alive, and is half dead. */
function minting(estate: Estate, role: AuditedRole, owner: string): IntendedRequest[] {
  return endpointsOf(estate, STUDIO_SERVICES).map((endpoint) =>
    calls(role, {
      claim: `A notebook of ${owner} makes a URL for ${owner} through ${endpoint.name}.`,
      action: "sagemaker:CreatePresignedDomainUrl",
      resource: profileArn(estate, owner),
      context: throughEndpoint(endpoint),
    }),
  );
}

/** An app of the profile itself comes without an owner; one in a space has the space's. */
function apps(estate: Estate, role: AuditedRole, owner: string): IntendedRequest[] {
  const places = [
    { where: "the profile itself", under: owner, context: {} },
    {
      where: "a space of the profile",
      under: "a-space",
      context: { "sagemaker:OwnerUserProfileArn": profileArn(estate, owner) },
    },
  ];
  return places.flatMap(({ where, under, context }) =>
    APPS.map((action) =>
      calls(role, {
        claim: `Studio may ${action} for ${owner}, in ${where}.`,
        action,
        resource: arnIn(estate, "sagemaker", `app/${estate.studio.domainId}/${under}/JupyterLab/default`),
        context: { ...fromOutside(estate.homeRegion), ...context },
      }),
    ),
  );
}

function log(estate: Estate, role: AuditedRole): IntendedRequest[] {
  return [
    calls(role, {
      claim: `${role.name} makes Studio's log group.`,
      action: "logs:CreateLogGroup",
      resource: arnIn(estate, "logs", `log-group:${STUDIO_LOG}`),
      context: fromOutside(estate.homeRegion),
    }),
    calls(role, {
      claim: `${role.name} writes into Studio's log.`,
      action: "logs:PutLogEvents",
      resource: arnIn(estate, "logs", `log-group:${STUDIO_LOG}:log-stream:a`),
      context: fromOutside(estate.homeRegion),
    }),
  ];
}
