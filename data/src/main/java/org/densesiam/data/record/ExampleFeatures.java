package org.densesiam.data.record;

import com.google.common.collect.ImmutableSortedSet;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/** Single values of an Example by key, with errors that say which features it has. */
public final class ExampleFeatures {
  private final Example example;

  /** A view of {@code example}. */
  public ExampleFeatures(Example example) {
    this.example = example;
  }

  /**
   * Parses a payload; the features' bytes are views of it, nothing large is copied.
   *
   * @throws InvalidProtocolBufferException if it is no Example
   */
  public static ExampleFeatures parse(ByteString payload) throws InvalidProtocolBufferException {
    CodedInputStream in = payload.newCodedInput();
    in.enableAliasing(true);
    try {
      return new ExampleFeatures(Example.parseFrom(in));
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidProtocolBufferException(
          "expected a tf.train.Example, found other bytes (" + e.getMessage() + ")");
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }

  /** Names of all features, sorted. */
  public ImmutableSortedSet<String> names() {
    return ImmutableSortedSet.copyOf(example.getFeatures().getFeatureMap().keySet());
  }

  /** Whether there is a feature {@code key}, of any type. */
  public boolean has(String key) {
    return example.getFeatures().containsFeature(key);
  }

  /** Whether feature {@code key} holds one byte string that is not empty. */
  public boolean hasBytes(String key) {
    Feature feature = feature(key);
    return feature.getBytesList().getValueCount() == 1
        && !feature.getBytesList().getValue(0).isEmpty();
  }

  /** The one byte string of feature {@code key}. */
  public ByteString bytes(String key) throws InvalidProtocolBufferException {
    Feature feature = feature(key);
    requireOne(key, "byte string", feature.getBytesList().getValueCount());
    return feature.getBytesList().getValue(0);
  }

  /** The one byte string of feature {@code key}, as UTF-8. */
  public String text(String key) throws InvalidProtocolBufferException {
    return bytes(key).toStringUtf8();
  }

  /** The one int64 of feature {@code key}. */
  public long int64(String key) throws InvalidProtocolBufferException {
    Feature feature = feature(key);
    requireOne(key, "int64", feature.getInt64List().getValueCount());
    return feature.getInt64List().getValue(0);
  }

  private Feature feature(String key) {
    return example.getFeatures().getFeatureOrDefault(key, Feature.getDefaultInstance());
  }

  private void requireOne(String key, String type, int found)
      throws InvalidProtocolBufferException {
    if (found != 1) {
      throw new InvalidProtocolBufferException(
          "expected one %s in feature %s, found %d; the record has %s"
              .formatted(type, key, found, names()));
    }
  }
}
