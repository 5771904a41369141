/** P2: a session opens one Studio profile, the caller's own. */
import type { AuditedRole, Estate } from "../estate";
import { action, and, anyActionOf, type Formula, key, not, or, resource } from "../encode/vocabulary";
import { mintedProfileArn } from "./declared/declared-permissions";
import { mintCall, minters } from "./intended/intended-requests";
import { withOpenEndpoints } from "./questions/one-layer";
import { mintingDoorsOf } from "./accounts/gateway-doors";
import { mintedProfileOf, ownerOf, profileArn, roleSubject } from "./ours";
import { WAYS_INTO_STUDIO } from "./p01-urls-through-our-endpoints";
import type { IntendedRequest, Rule, RuleQuestion } from "./rule";

export const ownProfileOnly: Rule = {
  id: "P2",
  title: "A session makes and uses URLs for exactly one user profile, the one it was given; without one, for none.",
  formal:
    "∀ minting role r, ∀ q by r: allowed(q) ⇒ resource(q) = user-profile/${aws:PrincipalTag/StudioDomainId}/${aws:PrincipalTag/StudioUserProfile}, both present and not empty (sessionTags), or = the literal ARN of r's profile (rolePerProfile); ∀ execution role of profile p: allowed(q) ∧ way-into-Studio(q) ⇒ resource(q) = ARN of p; other roles: never; endpoint policies taken as open",
  controls: ["NIST 800-53r5 AC-3", "NIST 800-53r5 AC-6(1)"],
  questions,
  mustAllow,
};

const wayIntoStudio = action(...WAYS_INTO_STUDIO);

function questions(estate: Estate): RuleQuestion[] {
  const open = withOpenEndpoints(estate);
  const never = (role: AuditedRole, claim: string, that: Formula): RuleQuestion => ({
    claim,
    about: roleSubject(role),
    expect: "never",
    questions: [{ estate: open, asker: { kind: "role", role }, route: { kind: "service" }, that }],
  });
  return open.roles.flatMap((role) => {
    if (role.purpose === "minting") {
      const own = resource(mintedProfileArn(estate, role));
      const elsewhere = and(anyActionOf("sagemaker"), not(own));
      const profile = mintedProfileOf(role);
      if (profile !== undefined)
        return [never(role, `${role.name} touches nothing of SageMaker but ${profile}.`, elsewhere)];
      return [
        never(
          role,
          `${role.name} touches nothing of SageMaker but the profile that its session tags name.`,
          and(elsewhere, not(withoutTags())),
        ),
        never(role, `${role.name} may do nothing at all without both session tags.`, withoutTags()),
      ];
    }
    const owner = role.purpose === "execution" ? ownerOf(estate, role) : undefined;
    if (owner === undefined) return [never(role, `${role.name} gets into no profile at all.`, wayIntoStudio)];
    const that = and(wayIntoStudio, not(resource(profileArn(estate, owner))));
    return [never(role, `Notebooks of ${owner} get into no profile but ${owner}'s.`, that)];
  });
}

/** Present with an empty value is as good as missing: AWS does not say what a variable then stands for. */
function withoutTags(): Formula {
  return or(
    ...["StudioDomainId", "StudioUserProfile"].flatMap((tag) => [
      key(`aws:PrincipalTag/${tag}`).absent,
      key(`aws:PrincipalTag/${tag}`).is(""),
    ]),
  );
}

function mustAllow(estate: Estate): IntendedRequest[] {
  return minters(estate).flatMap((minter) =>
    mintingDoorsOf(estate, "sagemaker.api").flatMap((endpoint) =>
      ["sagemaker:DescribeUserProfile", "sagemaker:CreatePresignedDomainUrl"].map((name) => ({
        claim: `A session for ${minter.who} may ${name} on ${minter.who}.`,
        about: roleSubject(minter.role),
        request: mintCall(estate, minter, name, endpoint),
        route: { kind: "service" } as const,
      })),
    ),
  );
}
