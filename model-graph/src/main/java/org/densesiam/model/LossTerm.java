package org.densesiam.model;

/** The agreements between two views that pre-training can ask for (method.md section 4). */
public enum LossTerm {
  /** Of the pooled features of the whole views (section 4.1). */
  IMAGE,
  /** Of corresponding points (PixSim, section 4.2). */
  PIXEL,
  /** Of regions (RegionSim, section 4.3). */
  REGION
}
