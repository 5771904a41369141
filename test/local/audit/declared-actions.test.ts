import { bundleReader, declaredActions, isUnexplained } from "../../../local/audit/declared-actions";
import { projectRoot } from "../../../infra/project-root";
import { accessTable } from "../../../policies/audit/access/access-table";
import { trustEdges } from "../../../policies/audit/access/trust";
import { collectEstate } from "../../../policies/audit/collect/collect";
import { graphOf, type Variant } from "../../variants";

const readBundle = bundleReader(projectRoot());

function picture(variant: Variant) {
  const estate = collectEstate(graphOf(variant));
  return { estate, access: accessTable(estate), trust: trustEdges(estate) };
}

describe.each<Variant>(["dev", "strict", "gov", "existing-domain", "pool"])("%s", (variant) => {
  const { estate, access, trust } = picture(variant);

  test("no role allows what its function does not call, and no function calls what its role refuses, but with a reason", () => {
    const rows = declaredActions(estate, { access, trust }, readBundle);
    expect(rows.filter(isUnexplained)).toEqual([]);
    expect(rows.filter(({ isAllowed, isCalled }) => isAllowed && isCalled).length).toBeGreaterThan(3);
  });

  test("whoever makes a URL for a profile is one of those who should", () => {
    const makers = trust.filter(({ how }) => how.startsWith("makes a URL"));
    expect(makers.length).toBeGreaterThan(0);
    for (const { from, to } of makers) expect(from === to || from.startsWith("role minting")).toBe(true);
  });

  test("nobody but services and the studio-url function becomes a role of the stack, and no role is passed on", () => {
    const people = trust.filter(({ how, from }) => how === "assumes" && !from.startsWith("service "));
    expect([...new Set(people.map(({ from }) => from))]).toEqual(["role studio-url-role"]);
    expect(trust.filter(({ how }) => how === "passes")).toEqual([]);
  });

  test("every row says by which statement", () => {
    expect(access.filter(({ allowedBy }) => allowedBy.length === 0)).toEqual([]);
    expect(trust.filter(({ allowedBy }) => allowedBy.length === 0)).toEqual([]);
  });
});

const dev = picture("dev");

test("a role that allows more than is called shows up, and a call that no role allows", () => {
  const [first] = dev.access;
  if (!first) throw new Error("there is access in dev");
  const more = [...dev.access, { ...first, role: "studio-url-role", action: "iam:PassRole" }];
  const tooMuch = declaredActions(dev.estate, { access: more, trust: dev.trust }, readBundle).filter(isUnexplained);
  expect(tooMuch).toMatchObject([
    { functionName: "studio-url", action: "iam:PassRole", isAllowed: true, isCalled: false },
  ]);

  const withoutMinting = dev.access.filter(({ role }) => role !== "minting");
  const tooLittle = declaredActions(dev.estate, { access: withoutMinting, trust: dev.trust }, readBundle);
  expect(tooLittle.filter(isUnexplained).map(({ action }) => action)).toEqual([
    "sagemaker:CreatePresignedDomainUrl",
    "sagemaker:DescribeUserProfile",
  ]);
});

test("what a role may do is said with what still has to hold, the Denies' part without repetition", () => {
  const rowOf = (role: string, action: string) =>
    dev.access.filter((row) => row.role === role && row.action === action).map(({ conditions }) => conditions);
  expect(rowOf("minting", "sagemaker:CreatePresignedDomainUrl")).toEqual([
    [
      "through endpoints-sagemaker-api or endpoints-studio",
      "aws:PrincipalTag/StudioUserProfile is present",
      "aws:PrincipalTag/StudioDomainId is present",
    ],
  ]);
  expect(rowOf("rekognition-role", "rekognition:DetectText")).toContainEqual([
    "through rekognition-eu-west-1-endpoint",
    "aws:RequestedRegion is eu-west-1",
  ]);
  expect(rowOf("studio-url-role", "sagemaker:CreatePresignedDomainUrl")).toEqual([]);
});

test("an action about one kind of resource is listed with that kind only", () => {
  const [space] = dev.access.filter(({ role, action }) => /alice/.test(role) && action === "sagemaker:CreateSpace");
  expect(space?.resource).toMatch(/:space\/[^,]*$/);
});
