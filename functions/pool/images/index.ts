export type { DecodingMeans } from "./decoding-means";
export { imageKind, type ImageKind } from "./image-kind";
export { DecodingUnfinished, ImageRefused } from "./image-refused";
export { normalImage, type NormalImage } from "./normal-image";
export type { ImageLimits } from "./picture-size";
