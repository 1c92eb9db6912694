/**
 * What TensorFlow Serving wants beside a SavedModel: requests to warm up with, and configuration,
 * up to the files that start it in Docker and Kubernetes.
 *
 * <p>Its protos have no Java classes on Maven Central that fit TensorFlow Java's protobuf; the few
 * messages that are written here are written by their field numbers, and read by Serving's own
 * classes in the tests with Python. Text files that it reads are written as texts, and checked
 * there, too, Kubernetes' by its schemas.
 *
 * <p>A server batches all signatures of a model or none, so that those whose requests stack are a
 * model of their own: {@link org.densesiam.export.savedmodel.ModelFolder#batched}.
 */
@NullMarked
package org.densesiam.export.serving;

import org.jspecify.annotations.NullMarked;
