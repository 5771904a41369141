/** The corporate sandbox: a public network with servers of its own, where config asks for one. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
import { every, everything, type Grant, inRegions, named, newTag, ownTag } from "./grant";

const INSTANCE = "aws:ec2/instance:Instance";
const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const DHCP = "aws:ec2/vpcDhcpOptions:VpcDhcpOptions";
const DHCP_IN_VPC = "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation";
const PROFILE = "aws:iam/instanceProfile:InstanceProfile";

export const SANDBOX_GRANTS: readonly Grant[] = [
  {
    Sid: "MakeTheSandboxWithOurTags",
    actions: {
      [INSTANCE]: ["ec2:RunInstances"],
      [GATEWAY]: ["ec2:CreateInternetGateway"],
      [DHCP]: ["ec2:CreateDhcpOptions"],
    },
    on: every("ec2", "instance/*", "volume/*", "network-interface/*", "internet-gateway/*", "dhcp-options/*"),
    when: newTag,
  },
  {
    // What an instance is launched from and into bears no tag of the request; the subnet and the group are the stack's own.
    Sid: "LaunchTheSandboxFromAwsImages",
    actions: { [INSTANCE]: ["ec2:RunInstances"] },
    on: ({ place: { partition, region } }) => [`arn:${partition}:ec2:${region}::image/*`],
  },
  {
    Sid: "ChangeAndDeleteOurSandbox",
    actions: {
      [INSTANCE]: ["ec2:RunInstances", "ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:TerminateInstances"],
      [GATEWAY]: ["ec2:AttachInternetGateway", "ec2:DetachInternetGateway", "ec2:DeleteInternetGateway"],
      [DHCP]: ["ec2:DeleteDhcpOptions"],
      [DHCP_IN_VPC]: ["ec2:AssociateDhcpOptions"],
    },
    on: every("ec2", "*/*"),
    when: ownTag,
  },
  {
    Sid: "TagTheSandboxAsItIsMade",
    actions: { [INSTANCE]: ["ec2:CreateTags"], [GATEWAY]: ["ec2:CreateTags"], [DHCP]: ["ec2:CreateTags"] },
    on: every("ec2", "instance/*", "volume/*", "network-interface/*", "internet-gateway/*", "dhcp-options/*"),
    when: (deployment) => ({
      StringEquals: {
        ...newTag(deployment)["StringEquals"],
        "ec2:CreateAction": ["CreateDhcpOptions", "CreateInternetGateway", "RunInstances"],
      },
    }),
  },
  {
    Sid: "LookUpTheSandbox",
    actions: {
      [INSTANCE]: [
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceAttribute",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeVolumes",
      ],
      [GATEWAY]: ["ec2:DescribeInternetGateways"],
      [DHCP]: ["ec2:DescribeDhcpOptions"],
    },
    on: everything,
    when: inRegions,
  },
  {
    Sid: "ManageOurInstanceProfiles",
    actions: {
      [PROFILE]: [
        "iam:CreateInstanceProfile",
        "iam:GetInstanceProfile",
        "iam:AddRoleToInstanceProfile",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:TagInstanceProfile",
        "iam:UntagInstanceProfile",
        "iam:DeleteInstanceProfile",
      ],
    },
    on: named,
  },
];
