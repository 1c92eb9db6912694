package org.densesiam.data.source;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Images below {@code root}, each with a label file.
 *
 * @param values what those files' values mean
 */
record LabelledSource(
    Path root,
    ImmutableList<SourceImage> images,
    LabelValues values,
    String explanation,
    int ignoredFiles)
    implements ImageSource {

  @Override
  public Path file(SourceImage image) {
    return root.resolve(image.name());
  }

  @Override
  public ImageSource.Layout layout() {
    return ImageSource.Layout.FOLDER;
  }

  @Override
  public ImmutableList<String> classes() {
    return ImmutableList.of();
  }

  @Override
  public Optional<LabelValues> labelValues() {
    return Optional.of(values);
  }
}
