package org.densesiam.export;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ContiguousSet;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a caller of a segmenter needs to know beside its signatures, in {@code
 * assets.extra/segmenter.json}:
 *
 * <pre>{@code
 * {
 *   "sidePx" : 128,
 *   "clusters" : 3,
 *   "matching" : {
 *     "classes" : [ "sky", "road" ],
 *     "classOfCluster" : [ 1, 255, 0 ]
 *   }
 * }
 * }</pre>
 *
 * @param sidePx short side of images that the network knows best, and {@code S} of {@code
 *     image_bytes}
 * @param clusters {@code K}
 * @param matching what clusters mean, where that is known
 */
public record SegmenterAsset(
    int sidePx,
    int clusters,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ClassMatching> matching) {
  /** Name of the file. */
  public static final String FILE = "segmenter.json";

  public SegmenterAsset {
    checkArgument(sidePx >= 1, "sidePx must be at least 1: %s", sidePx);
    checkArgument(clusters >= 2, "clusters must be at least 2: %s", clusters);
  }

  /** By cluster: the number by which it is coloured, as {@link ClassMatching#categories}. */
  public ImmutableList<Integer> categories() {
    return matching
        .map(ClassMatching::categories)
        .orElseGet(() -> ContiguousSet.closedOpen(0, clusters).asList());
  }

  /** By category: what it is called, {@code "cluster 7"} where no cluster has a class. */
  public ImmutableList<String> categoryNames() {
    return matching
        .map(ClassMatching::categoryNames)
        .orElseGet(
            () ->
                IntStream.range(0, clusters)
                    .mapToObj(cluster -> "cluster " + cluster)
                    .collect(ImmutableList.toImmutableList()));
  }

  /** Indented, with a newline at the end. */
  public String toJson() {
    return AssetJson.write(this);
  }

  /**
   * That of a version of a model; empty if it has none, such as a backbone.
   *
   * @param version its folder
   * @throws IllegalArgumentException if it cannot be understood
   * @throws UncheckedIOException if it cannot be read
   */
  public static Optional<SegmenterAsset> in(Path version) {
    Path file = version.resolve("assets.extra").resolve(FILE);
    try {
      return Files.exists(file)
          ? Optional.of(parse(Files.readString(file), version))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /**
   * Reads {@link #toJson} back.
   *
   * @param model folder that it comes from, for errors
   * @throws IllegalArgumentException if it cannot be read
   */
  public static SegmenterAsset parse(String json, Path model) {
    return AssetJson.parse(json, SegmenterAsset.class, FILE, model);
  }
}
