package org.densesiam.model;

/** What a network can be asked to learn: from two views (method.md section 4), or from labels. */
public enum LossTerm {
  /** Agreement of the pooled features of the whole views (section 4.1). */
  IMAGE,
  /** Agreement of corresponding points (PixSim, section 4.2). */
  PIXEL,
  /** The same over many more pseudo-categories, in segmentation (section 4.2). */
  OVERCLUSTERING,
  /** Agreement of regions (RegionSim, section 4.3). */
  REGION,
  /** Each point's own best pseudo-category, in segmentation (section 4.4). */
  PSEUDO_LABEL,
  /** What somebody said each pixel is. */
  LABELS,
  /** Each view's points and their clusters in that view, in PiCIE (arXiv 2103.17070, 3.3). */
  WITHIN_VIEW,
  /** Each view's points and their clusters in the other view, in PiCIE. */
  CROSS_VIEW
}
