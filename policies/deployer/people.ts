/** The user pool, and Studio with its people. Actions: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
import { type Deployment, every, everything, firstTag, type Grant, inRegions, newTag, ownTag } from "./grant";

const POOL = "aws:cognito/userPool:UserPool";
const DOMAIN = "aws:sagemaker/domain:Domain";
const PROFILE = "aws:sagemaker/userProfile:UserProfile";

function hasOwnPool({ resources }: Deployment): boolean {
  return resources.some(({ type }) => type === POOL);
}

const USER_POOL_GRANTS: readonly Grant[] = [
  {
    Sid: "MakeAUserPoolWithOurTags",
    actions: { [POOL]: ["cognito-idp:CreateUserPool"] },
    on: everything,
    when: newTag,
  },
  {
    Sid: "ManageOurUserPool",
    actions: {
      [POOL]: [
        "cognito-idp:DescribeUserPool",
        "cognito-idp:UpdateUserPool",
        "cognito-idp:GetUserPoolMfaConfig",
        "cognito-idp:SetUserPoolMfaConfig",
        "cognito-idp:ListTagsForResource",
        "cognito-idp:TagResource",
        "cognito-idp:UntagResource",
        "cognito-idp:DeleteUserPool",
      ],
      "aws:cognito/userPoolClient:UserPoolClient": [
        "cognito-idp:CreateUserPoolClient",
        "cognito-idp:DescribeUserPoolClient",
        "cognito-idp:UpdateUserPoolClient",
        "cognito-idp:DeleteUserPoolClient",
      ],
      "aws:cognito/userPoolDomain:UserPoolDomain": [
        "cognito-idp:CreateUserPoolDomain",
        "cognito-idp:UpdateUserPoolDomain",
        "cognito-idp:DeleteUserPoolDomain",
      ],
      "aws:cognito/userGroup:UserGroup": [
        "cognito-idp:CreateGroup",
        "cognito-idp:GetGroup",
        "cognito-idp:UpdateGroup",
        "cognito-idp:DeleteGroup",
      ],
      "aws:cognito/resourceServer:ResourceServer": [
        "cognito-idp:CreateResourceServer",
        "cognito-idp:DescribeResourceServer",
        "cognito-idp:UpdateResourceServer",
        "cognito-idp:DeleteResourceServer",
      ],
      "aws:cognito/identityProvider:IdentityProvider": [
        "cognito-idp:CreateIdentityProvider",
        "cognito-idp:DescribeIdentityProvider",
        "cognito-idp:UpdateIdentityProvider",
        "cognito-idp:DeleteIdentityProvider",
      ],
    },
    // A pool that was there before bears no tags of ours: its parts name its id.
    on: (deployment, mine) =>
      hasOwnPool(deployment)
        ? every("cognito-idp", "userpool/*")(deployment, mine)
        : mine.flatMap((part) =>
            every("cognito-idp", `userpool/${String(part.inputs["userPoolId"])}`)(deployment, [part]),
          ),
    when: (deployment) => (hasOwnPool(deployment) ? ownTag(deployment) : {}),
  },
  {
    Sid: "FindSignInDomains",
    actions: { "aws:cognito/userPoolDomain:UserPoolDomain": ["cognito-idp:DescribeUserPoolDomain"] },
    on: everything,
    when: inRegions,
  },
];

const STUDIO_GRANTS: readonly Grant[] = [
  {
    Sid: "MakeStudioPartsWithOurTags",
    actions: { [DOMAIN]: ["sagemaker:CreateDomain"], [PROFILE]: ["sagemaker:CreateUserProfile"] },
    on: every("sagemaker", "domain/*", "user-profile/*"),
    when: newTag,
  },
  {
    Sid: "TagStudioPartsAsTheyAreMade",
    actions: { [DOMAIN]: ["sagemaker:AddTags"], [PROFILE]: ["sagemaker:AddTags"] },
    on: every("sagemaker", "domain/*", "user-profile/*"),
    when: firstTag,
  },
  {
    Sid: "ManageOurStudioParts",
    actions: {
      [DOMAIN]: [
        "sagemaker:DescribeDomain",
        "sagemaker:UpdateDomain",
        "sagemaker:ListTags",
        "sagemaker:AddTags",
        "sagemaker:DeleteTags",
        "sagemaker:DeleteDomain",
      ],
      [PROFILE]: [
        "sagemaker:DescribeUserProfile",
        "sagemaker:UpdateUserProfile",
        "sagemaker:ListTags",
        "sagemaker:AddTags",
        "sagemaker:DeleteTags",
        "sagemaker:DeleteUserProfile",
      ],
    },
    on: every("sagemaker", "domain/*", "user-profile/*"),
    when: ownTag,
  },
  {
    // SageMaker makes the file system of home folders with the permissions of who makes the domain, under EFS's own key.
    Sid: "LetSageMakerMakeHomeFolders",
    actions: {
      [DOMAIN]: [
        "elasticfilesystem:CreateFileSystem",
        "elasticfilesystem:CreateMountTarget",
        "elasticfilesystem:DescribeFileSystems",
        "elasticfilesystem:DescribeMountTargets",
        "elasticfilesystem:TagResource",
      ],
    },
    on: every("elasticfilesystem", "file-system/*"),
  },
  {
    Sid: "LetHomeFoldersBeEncrypted",
    actions: { [DOMAIN]: ["kms:CreateGrant", "kms:DescribeKey"] },
    on: every("kms", "key/*"),
    when: ({ place }) => ({ StringLike: { "kms:ViaService": `elasticfilesystem.${place.region}.amazonaws.*` } }),
  },
];

const IMAGE = "aws:sagemaker/image:Image";
const IMAGE_CONFIG = "aws:sagemaker/appImageConfig:AppImageConfig";

/** Images that people start apps with: their names begin with project and stack, so ARNs say whose they are. A version has no tags. */
const IMAGE_GRANTS: readonly Grant[] = [
  {
    Sid: "ManageOurStudioImages",
    actions: {
      [IMAGE]: [
        "sagemaker:CreateImage",
        "sagemaker:DescribeImage",
        "sagemaker:UpdateImage",
        "sagemaker:DeleteImage",
        "sagemaker:ListTags",
        "sagemaker:AddTags",
        "sagemaker:DeleteTags",
      ],
      "aws:sagemaker/imageVersion:ImageVersion": [
        "sagemaker:CreateImageVersion",
        "sagemaker:DescribeImageVersion",
        "sagemaker:UpdateImageVersion",
        "sagemaker:DeleteImageVersion",
        "sagemaker:ListAliases",
      ],
      [IMAGE_CONFIG]: [
        "sagemaker:CreateAppImageConfig",
        "sagemaker:DescribeAppImageConfig",
        "sagemaker:UpdateAppImageConfig",
        "sagemaker:DeleteAppImageConfig",
        "sagemaker:ListTags",
        "sagemaker:AddTags",
        "sagemaker:DeleteTags",
      ],
    },
    // Of a version the last part is its number.
    on: (_, mine) =>
      mine.flatMap(({ arn }) => (arn === undefined ? [] : [arn.replace(/(:image-version\/[^/]+)\/\d+$/, "$1/*")])),
  },
];

export const PEOPLE_GRANTS: readonly Grant[] = [...USER_POOL_GRANTS, ...STUDIO_GRANTS, ...IMAGE_GRANTS];
