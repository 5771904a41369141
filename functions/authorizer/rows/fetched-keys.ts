/** The authorizer of table mode that fetches the key set: it runs outside the VPC, and reaches that and single rows of the mapping table. */
import { readPeopleSettings } from "../../people/people-settings";
import { fetchingAuthorizer } from "../fetched-key-source";
import { profilesByRow } from "./profiles-by-row";

const people = readPeopleSettings("authorizer-fetched-keys-by-row", process.env);

export const handler = fetchingAuthorizer(({ requiredScope }) => profilesByRow({ ...people, requiredScope }, Date.now));
