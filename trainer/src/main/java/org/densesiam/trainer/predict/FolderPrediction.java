package org.densesiam.trainer.predict;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.CharMatcher;
import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Lists;
import com.google.common.collect.Multimaps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.densesiam.data.PrintableText;
import org.densesiam.data.source.SourceImage;
import org.densesiam.export.SegmenterAsset;
import org.densesiam.export.image.ImageCodec;
import org.densesiam.export.image.InputSize;
import org.densesiam.export.image.RgbImage;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.trainer.config.Spelling;
import org.densesiam.trainer.export.ModelRecord;
import org.densesiam.trainer.predict.PredictionOptions.What;
import org.densesiam.trainer.progress.Progress;
import org.densesiam.trainer.progress.ProgressDisplay;

/**
 * Runs the images of a folder through a model and writes what it answers.
 *
 * <p>Images are taken some batches at a time, decoded side by side, grouped by the size at which
 * they go into the model ({@link InputSize}), and run in batches. A broken image is noted and left
 * out; the others are not lost.
 */
public final class FolderPrediction {
  private static final int BATCHES_AT_A_TIME = 8;
  private static final String FAILED = "failed.tsv";

  private final ImageModel model;
  private final PredictionOptions options;
  private final What what;
  private final String signature;
  private final Optional<ModelRecord> origin;
  private final int shortSidePx;

  /**
   * A way to run a model.
   *
   * @param model stays open
   * @throws IllegalArgumentException if the model cannot do what the options ask for
   */
  public FolderPrediction(ImageModel model, PredictionOptions options) {
    this.model = model;
    this.options = options;
    this.origin = ModelRecord.of(model);
    this.shortSidePx =
        options
            .shortSidePx()
            .or(() -> origin.map(ModelRecord::viewSidePx))
            .orElse(PredictionOptions.FOREIGN_SIDE_PX);
    this.what = options.what().orElseGet(() -> usual(model));
    this.signature = options.signature().orElse(what.usualSignature(model));
    checkArgument(
        model.signatures().contains(signature),
        "%s has no signature \"%s\" for %s; it has %s",
        model.folder(),
        signature,
        Spelling.of(what),
        model.signatures());
  }

  private static What usual(ImageModel model) {
    return model.signatures().contains("masks") || model.isSegmenter() ? What.MASKS : What.FEATURES;
  }

  /**
   * Runs a folder.
   *
   * @param images folder of images, searched recursively
   * @param out folder for results, made if missing, not within {@code images}
   * @throws IllegalArgumentException if there is no image
   * @throws IllegalStateException if not one of the images can be decoded
   * @throws java.io.UncheckedIOException if a result cannot be written
   */
  public Summary run(Path images, Path out, ProgressDisplay display) {
    PhotoFolder photos = PhotoFolder.open(images, out);
    ResultFolder results = new ResultFolder(out);
    try (ImageCodec codec = new ImageCodec();
        Progress progress = display.start("predict", "images", photos.images().size())) {
      return new Run(photos, results, new PhotoDecoder(codec, options), progress).all();
    }
  }

  private AnswerWriter writer(ResultFolder results, PhotoDecoder decoder) {
    return switch (what) {
      case MASKS -> new MaskWriter(results, decoder, segmenter());
      case FEATURES -> featureWriter(results, decoder.budget());
    };
  }

  private Optional<SegmenterAsset> segmenter() {
    return model.extra(SegmenterAsset.FILE).map(json -> SegmenterAsset.parse(json, model.folder()));
  }

  /** The map that the dense losses shaped, and the vector of the image; all, of a foreign model. */
  private FeatureWriter featureWriter(ResultFolder results, PixelBudget budget) {
    ImmutableSortedSet<String> there = model.outputs(signature);
    String map = "res" + origin.flatMap(ModelRecord::denseStage).orElse(5);
    List<String> usual = Stream.of(map, "pooled").filter(there::contains).toList();
    return new FeatureWriter(
        results,
        budget,
        usual.isEmpty() ? there.asList() : usual,
        there.contains(map) ? Optional.of(map) : Optional.empty());
  }

  /** One folder on its way. */
  private final class Run {
    private final PhotoFolder photos;
    private final ResultFolder results;
    private final PhotoDecoder decoder;
    private final Progress progress;
    private final AnswerWriter writer;
    private final Stopwatch stopwatch = Stopwatch.createStarted();
    private final ConcurrentSkipListMap<String, String> failed = new ConcurrentSkipListMap<>();
    private int written;

    Run(PhotoFolder photos, ResultFolder results, PhotoDecoder decoder, Progress progress) {
      this.photos = photos;
      this.results = results;
      this.decoder = decoder;
      this.progress = progress;
      this.writer = writer(results, decoder);
    }

    Summary all() {
      int atATime = BATCHES_AT_A_TIME * options.batchSize();
      for (List<SourceImage> some : Lists.partition(photos.images(), atATime)) {
        List<PhotoFolder.Photo> decoded =
            some.parallelStream().flatMap(image -> read(image).stream()).toList();
        ImmutableListMultimap<InputSize, PhotoFolder.Photo> bySize =
            Multimaps.index(decoded, PhotoFolder.Photo::inputSize);
        for (InputSize size : bySize.keySet()) {
          Lists.partition(bySize.get(size), options.batchSize()).forEach(this::runBatch);
        }
      }
      writer.finish();
      if (failed.isEmpty()) {
        results.remove(FAILED);
      } else {
        results.write(FAILED, failures().getBytes(StandardCharsets.UTF_8));
      }
      if (written == 0) {
        throw new IllegalStateException(
            "not one image could be decoded, of %d; %s lists the reasons"
                .formatted(failed.size(), results.path().resolve(FAILED)));
      }
      return new Summary(what, written, failedList(), results.path(), stopwatch.elapsed());
    }

    private Optional<PhotoFolder.Photo> read(SourceImage image) {
      try {
        for (String ending : writer.endings()) {
          results.requireName(photos.resultName(image) + ending);
        }
        return Optional.of(photos.read(image, decoder, shortSidePx));
      } catch (IOException e) {
        String reason = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        failed.put(image.name(), CharMatcher.whitespace().trimAndCollapseFrom(reason, ' '));
        return Optional.empty();
      }
    }

    private void runBatch(List<PhotoFolder.Photo> batch) {
      List<RgbImage> inputs = batch.stream().map(PhotoFolder.Photo::input).toList();
      String[] outputs = writer.outputs().toArray(String[]::new);
      writer.write(batch, model.run(signature, inputs, outputs));
      written += batch.size();
      progress.update(written + failed.size(), detail());
    }

    private String detail() {
      double seconds = Math.max(stopwatch.elapsed().toMillis(), 1) / 1e3;
      String rate = String.format(Locale.ROOT, "%.1f images/s", written / seconds);
      return failed.isEmpty() ? rate : rate + ", " + failed.size() + " failed";
    }

    private String failures() {
      return "image\treason\n"
          + failed.entrySet().stream()
              .map(
                  entry ->
                      "%s\t%s\n"
                          .formatted(
                              PrintableText.ofName(entry.getKey()),
                              PrintableText.of(entry.getValue())))
              .collect(Collectors.joining());
    }

    private ImmutableList<Summary.Failed> failedList() {
      return failed.entrySet().stream()
          .map(entry -> new Summary.Failed(entry.getKey(), entry.getValue()))
          .collect(ImmutableList.toImmutableList());
    }
  }

  /**
   * What became of a folder.
   *
   * @param what was written
   * @param written images with results
   * @param failed images without
   * @param out where the results are; {@code failed.tsv} there lists the failed ones
   * @param elapsed from the first image to the last
   */
  public record Summary(
      What what, int written, ImmutableList<Failed> failed, Path out, Duration elapsed) {

    /**
     * An image that could not be read or decoded.
     *
     * @param name relative to the folder
     * @param reason one line
     */
    public record Failed(String name, String reason) {}
  }
}
