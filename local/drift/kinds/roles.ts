import type { Kind } from "./kind";

const ROLE = "iam/role:Role";

/** Roles, and what is attached to them. */
export const ROLE_KINDS: Readonly<Record<string, Kind>> = {
  [ROLE]: {
    title: ({ key }) => `role ${key}`,
    settings: { maxSessionDuration: 3600, permissionsBoundary: undefined },
    policies: ["assumeRolePolicy"],
  },
  "iam/rolePolicy:RolePolicy": {
    title: ({ key }) => `inline policy ${key.split("/")[1] ?? key} of role ${key.split("/")[0] ?? ""}`,
    settings: {},
    policies: ["policy"],
    partOf: [ROLE, (key) => key.split("/")[0] ?? key],
  },
  "iam/rolePolicyAttachment:RolePolicyAttachment": {
    title: ({ key }) => `policy ${key.split(" ")[1] ?? key}, attached to role ${key.split(" ")[0] ?? ""}`,
    settings: {},
    partOf: [ROLE, (key) => key.split(" ")[0] ?? key],
  },
  "iam/policy:Policy": {
    title: ({ key }) => `managed policy ${key}`,
    settings: {},
    policies: ["policy"],
    isQuietAlone: true,
  },
};
