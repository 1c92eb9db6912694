package org.densesiam.data.labelled;

import com.google.common.collect.ImmutableSortedSet;

/**
 * An image of a labelled set.
 *
 * @param name where it came from, as its record says
 * @param classes numbers of the classes that at least one of its pixels has
 */
public record LabelledImage(String name, ImmutableSortedSet<Integer> classes) {}
