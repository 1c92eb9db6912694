/**
 * Tests across modules: their boundaries, the launcher and the archive, whole paths.
 *
 * <p>{@code *Test} needs compiled classes only; {@code *IT} needs what {@code mvn package} leaves.
 */
@NullMarked
package org.densesiam.it;

import org.jspecify.annotations.NullMarked;
