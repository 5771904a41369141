/** Both halves at once, where a Studio account's stack is given beside its gateway's: what each says of the other, decided together. */
import { mintingRolesOf, withHalf } from "../../accounts/joint-estate";
import type { AuditedEndpoint, AuditedRole, Estate } from "../../estate";
import { action, and, anyActionOf, type Formula, key, not, resource, through } from "../../encode/vocabulary";
import type { Asker, Question } from "../../question";
import { allCallersBut } from "../questions/askers";
import { withOpenEndpoints } from "../questions/one-layer";
import { exactlyTheTwoTags } from "../questions/two-tags";
import { endpointIds, endpointsOf, functionRoles, profileArn, STUDIO_SERVICES, trustSubject } from "../ours";
import type { RuleQuestion } from "../rule";
import { crossAccountGuard } from "./gateway-doors";

const OWN_PROFILE = "${aws:PrincipalTag/StudioDomainId}/${aws:PrincipalTag/StudioUserProfile}";

/** One role of the other account, met from here. */
interface Met {
  /** The gateway with this role, all endpoints in force. */
  readonly together: Estate;
  /** The Studio account's own. */
  readonly half: Estate;
  readonly role: AuditedRole;
}

export function bothHalves(estate: Estate): RuleQuestion[] {
  return (estate.halves ?? []).flatMap((half) =>
    mintingRolesOf(half).flatMap((role) => {
      const met = { together: withHalf(estate, half), half, role };
      return [...becomingElsewhere(met), ...mintingElsewhere(met)];
    }),
  );
}

function becomingElsewhere({ together, half, role }: Met): RuleQuestion[] {
  const about = trustSubject(role);
  const route = { kind: "assume-role", role } as const;
  const open = withOpenEndpoints(together);
  const callers = functionRoles(open, "studio-url");
  const ask = (estate: Estate, asker: Asker, that: Formula): Question => ({ estate, asker, route, that });
  const byFunction = (estate: Estate, that: Formula) =>
    callers.map((caller) => ask(estate, { kind: "role", role: caller }, that));
  const name = `${role.name} of account ${half.account}`;
  const tags = exactlyTheTwoTags([half.studio.domainId]);
  return [
    {
      claim: `Of all callers, of whatever account, only this gateway's studio-url function becomes ${name}.`,
      about,
      expect: "never",
      questions: allCallersBut(open, { roles: callers }).map((asker) => ask(open, asker, and())),
    },
    {
      claim: `The function becomes ${name} for one profile of ${half.studio.domainId}, in a caller's name and with what its trust asks for.`,
      about,
      expect: "never",
      questions: [
        ...byFunction(open, not(tags)),
        ...byFunction(open, not(crossAccountGuard(half))),
        ...byFunction(open, not(key("sts:SourceIdentity").like("?".repeat(43)))),
      ],
    },
    {
      claim: `Both accounts let the function become ${name}, through our sts endpoint.`,
      about,
      expect: "possible",
      questions: byFunction(together, through(endpointIds(together, ["sts"]))),
    },
  ];
}

function mintingElsewhere({ together, half, role }: Met): RuleQuestion[] {
  const about = trustSubject(role);
  const open = withOpenEndpoints(together);
  const asker = { kind: "role", role } as const;
  const ask = (estate: Estate, that: Formula): Question => ({ estate, asker, route: { kind: "service" }, that });
  const name = `${role.name} of account ${half.account}`;
  const own = `arn:${half.partition}:sagemaker:${half.homeRegion}:${half.account}:user-profile/${OWN_PROFILE}`;
  const mint = action("sagemaker:CreatePresignedDomainUrl");
  const doors = endpointIds(open, STUDIO_SERVICES);
  return [
    {
      claim: `${name} touches nothing of SageMaker but the profile that its session tags name, and that through our two endpoints only.`,
      about,
      expect: "never",
      questions: [
        ask(open, and(anyActionOf("sagemaker"), not(resource(own)))),
        ask(open, and(anyActionOf("sagemaker"), not(through(doors)))),
      ],
    },
    {
      claim: `By our endpoints ${name} reaches profiles of ${half.studio.domainId} and of no other domain.`,
      about,
      expect: "never",
      questions: [ask(together, and(anyActionOf("sagemaker"), not(resource(profileArn(half, "*")))))],
    },
    {
      claim: `URLs for profiles of ${half.studio.domainId} are made and opened through our endpoints, as both accounts allow.`,
      about,
      expect: "possible",
      questions: endpointsOf(together, STUDIO_SERVICES).map(({ id }: AuditedEndpoint) =>
        ask(together, and(mint, resource(profileArn(half, "*")), through([id]))),
      ),
    },
  ];
}
