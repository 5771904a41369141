/** What `npm run mapping -- cut-off` puts on roles: an operator's doing, which `restore` takes back. Pure. */
import { readDocument } from "../../policies/audit/collect/policy-document";
import type { Item } from "./item";

/** As local/mapping/cut-off names them. */
const NAME = /\/cut-off-[0-9a-f]{16,}$/;

/** By its name, and by what it says: one that allows anything is not a cut-off, whatever it is called. */
export function isCutOff({ type, key, inputs }: Item): boolean {
  if (type !== "iam/rolePolicy:RolePolicy" || !NAME.test(key)) return false;
  const read = readDocument(inputs["policy"]);
  return read.kind === "document" && read.document.Statement.every(({ Effect }) => Effect === "Deny");
}
