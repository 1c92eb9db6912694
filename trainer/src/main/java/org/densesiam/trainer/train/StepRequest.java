package org.densesiam.trainer.train;

/**
 * What to bring back from a step beside the losses; each costs time.
 *
 * @param meters collapse meters, entropies, gradient norm
 * @param views the first views, as the network got them
 */
record StepRequest(boolean meters, boolean views) {}
