/** What SageMaker and a person's notebooks really ask for with an execution role, request by request. */
import type { AuditedRole, Estate } from "../../estate";
import { APPS, DESCRIBING, LISTING_FOR_STUDIO, OWNER, SPACES, TAGGING } from "../declared/notebooks";
import { fromOutside, throughEndpoint } from "./intended-requests";
import { arnIn, endpointsOf, ownerOf, profileArn, rolesFor, STUDIO_LOG, STUDIO_SERVICES } from "../ours";
import { calls } from "./calls-through-our-endpoints";
import type { IntendedRequest } from "../rule";

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

/** From Studio's own pages, of which AWS does not say by what network they call, and from a notebook. */
function apps(estate: Estate, role: AuditedRole, owner: string): IntendedRequest[] {
  const doors = endpointsOf(estate, ["sagemaker.api"]).map((door) => ({
    from: `a notebook, through ${door.name}`,
    context: throughEndpoint(door),
  }));
  const pages = { from: "Studio's pages", context: fromOutside(estate.homeRegion) };
  return [pages, ...doors].flatMap(({ from, context }) =>
    work(estate, owner).map(({ action, resource, context: own }) =>
      calls(role, {
        claim: `${owner} may ${action} on ${resource.split(":").slice(5).join(":")}, from ${from}.`,
        action,
        resource,
        context: { ...context, ...own },
      }),
    ),
  );
}

interface Step {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

/** A person's day: a private space, JupyterLab in it, and an app of the profile itself, each made, tagged, looked at and deleted. */
function work(estate: Estate, owner: string): Step[] {
  const { domainId } = estate.studio;
  const own = { [OWNER]: profileArn(estate, owner), "sagemaker:SpaceSharingType": "Private" };
  const space = arnIn(estate, "sagemaker", `space/${domainId}/a-space`);
  const app = (under: string) => arnIn(estate, "sagemaker", `app/${domainId}/${under}/JupyterLab/default`);
  const tagging = (resource: string, creation: string): Step => ({
    action: TAGGING,
    resource,
    context: { "sagemaker:TaggingAction": creation },
  });
  return [
    ...SPACES.map((action) => ({ action, resource: space, context: own })),
    tagging(space, "CreateSpace"),
    ...APPS.map((action) => ({ action, resource: app("a-space"), context: own })),
    tagging(app("a-space"), "CreateApp"),
    // An app of the profile itself comes without an owner.
    ...APPS.map((action) => ({ action, resource: app(owner), context: {} })),
    tagging(app(owner), "CreateApp"),
    ...DESCRIBING.map((action) => ({ action, resource: action.endsWith("App") ? app("a-space") : space, context: {} })),
    ...LISTING_FOR_STUDIO.map((action) => ({ action, resource: "*", context: {} })),
  ];
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
