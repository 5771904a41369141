import { requireCidr } from "./cidr";

/** Where networks of ours may lie: RFC 1918 and the carrier range of RFC 6598. */
export const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].map(requireCidr);
