/**
 * What the keys of a configuration mean and which values they may have, written once, at the record
 * component that holds the value: what checks it and what explains it to a user read the same.
 */
@NullMarked
package org.densesiam.data.key;

import org.jspecify.annotations.NullMarked;
