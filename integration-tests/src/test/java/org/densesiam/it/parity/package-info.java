/** What our network computes beside what the authors' released code computes. */
@NullMarked
package org.densesiam.it.parity;

import org.jspecify.annotations.NullMarked;
