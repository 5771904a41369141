/** Both Studio routes in table mode: at every mint the caller's row in the mapping table says which profiles are theirs. */
import { readPeopleSettings } from "../../people/people-settings";
import { studioHandler } from "../studio-handler";
import { ownProfilesByRow } from "./own-profiles";

export const handler = studioHandler(ownProfilesByRow(readPeopleSettings("studio-url-by-row", process.env)));
