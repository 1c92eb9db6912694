/**
 * What TensorFlow Serving wants beside a SavedModel: requests to warm up with, and configuration.
 *
 * <p>Its protos have no Java classes on Maven Central that fit TensorFlow Java's protobuf; the few
 * messages that are written here are written by their field numbers, and read by Serving's own
 * classes in the tests with Python.
 */
@NullMarked
package org.densesiam.export.serving;

import org.jspecify.annotations.NullMarked;
