import { one } from "../../../local/program/graph";
import { graphOf } from "../../variants";

const [fetched, pinned] = [graphOf("dev"), graphOf("strict")];
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const isOfAuthorizer = ({ name }: { readonly name: string }) => name.startsWith("authorizer-");

test("once keys are fetched again, the permission to remove the authorizer's interfaces goes after the group that they wear", () => {
  const inside = one(pinned, POLICY, isOfAuthorizer);
  const outside = one(fetched, POLICY, isOfAuthorizer);
  // Under one name it would be changed in place, before the function leaves the VPC.
  expect([inside.name, outside.name]).toEqual(["authorizer-in-vpc-policy", "authorizer-base-policy"]);
  expect(inside.inputs["policy"]).toContain("ec2:DeleteNetworkInterface");
  expect(outside.inputs["policy"]).not.toContain("ec2:");
  const group = one(pinned, "aws:ec2/securityGroup:SecurityGroup", isOfAuthorizer);
  // Pulumi deletes what depends on a resource before the resource.
  expect(group.dependencies).toContain(inside.urn);
});
