/** The authorizer of table mode with the key set in its configuration: it runs inside the VPC, whose only way out is to the mapping table. */
import { readPeopleSettings } from "../../people/people-settings";
import { pinnedAuthorizer } from "../pinned-authorizer";
import { profilesByRow } from "./profiles-by-row";

const people = readPeopleSettings("authorizer-pinned-keys-by-row", process.env);

export const handler = pinnedAuthorizer(({ requiredScope }) => profilesByRow({ ...people, requiredScope }, Date.now));
