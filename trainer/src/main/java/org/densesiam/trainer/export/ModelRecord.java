package org.densesiam.trainer.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.google.common.collect.ImmutableSortedMap;
import java.nio.file.Path;
import java.util.Optional;
import org.densesiam.data.JsonMessage;
import org.densesiam.export.predict.ImageModel;
import org.densesiam.trainer.config.Spelling;
import org.densesiam.trainer.machine.RecordJson;
import org.densesiam.trainer.run.DataProvenance;

/**
 * Where an exported model comes from, in {@code assets.extra/densesiam.json}; the run's {@code
 * config.yaml} and {@code provenance.json} lie beside it.
 *
 * @param kind what was exported
 * @param version of the model, the number of its folder
 * @param network the backbone's name
 * @param viewSidePx side of images that the network knows best: of a backbone, that of a view in
 *     training; of a segmenter, that of its evaluation
 * @param denseStage of a backbone: 2 to 5, whose output the dense losses compared
 * @param step steps of training that the weights have seen
 * @param epoch whole passes over the data that they have seen
 * @param checkpoint the folder that they come from
 * @param data what they were trained on
 * @param metrics how the network does, by the names of {@code metrics.jsonl}
 * @param metricsOf what was measured: held-out images, or the last logged step
 * @param densesiam version and commit of the exporter
 */
public record ModelRecord(
    Kind kind,
    long version,
    String network,
    int viewSidePx,
    @JsonInclude(JsonInclude.Include.ALWAYS) Optional<Integer> denseStage,
    long step,
    int epoch,
    String checkpoint,
    DataProvenance data,
    ImmutableSortedMap<String, Double> metrics,
    String metricsOf,
    String densesiam) {
  static final String FILE = "densesiam.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new GuavaModule())
          .addModule(new Jdk8Module())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a later version says more
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /** What can be exported. */
  public enum Kind {
    /** Of a pre-training run. */
    BACKBONE,
    /** Of a segmentation run. */
    SEGMENTER;

    /** {@code backbone}, {@code segmenter}. */
    @Override
    public String toString() {
      return Spelling.of(this);
    }
  }

  /**
   * That of a model; empty if it is none of ours.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public static Optional<ModelRecord> of(ImageModel model) {
    return model.extra(FILE).map(json -> parse(json, model.folder()));
  }

  static ModelRecord parse(String json, Path folder) {
    try {
      return JSON.readValue(json, ModelRecord.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s of %s is not what DenseSiam wrote: %s".formatted(FILE, folder, JsonMessage.of(e)), e);
    }
  }

  String toJson() {
    return RecordJson.write(this);
  }
}
