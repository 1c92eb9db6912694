/** Exported models in other programs on the JVM: a program of ours, and other libraries. */
@NullMarked
package org.densesiam.it.library;

import org.jspecify.annotations.NullMarked;
