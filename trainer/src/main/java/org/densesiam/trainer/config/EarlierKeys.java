package org.densesiam.trainer.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Keys that configurations of earlier versions lack, with what those versions did: a run's own
 * {@code config.yaml} goes on to mean what it meant when the run began.
 */
final class EarlierKeys {
  private EarlierKeys() {}

  /** Adds what a document lacks. */
  static void complete(ObjectNode document) {
    JsonNode views = document.path("views");
    if (document.path("colour") instanceof ObjectNode colour) {
      if (views.has("sizePx")) {
        putIfAbsent(colour, "blurReferencePx", views.get("sizePx")); // sigma in the view's pixels
      }
      putIfAbsent(colour, "values", colour.textNode("real"));
    }
    if (document.path("model") instanceof ObjectNode model && model.has("overclustering")) {
      putIfAbsent(model, SealedGroups.VARIANT, model.textNode("densesiam"));
    }
    if (views instanceof ObjectNode squares && squares.has("cropSideMin")) {
      putIfAbsent(squares, "colourPlace", squares.textNode("view"));
    }
  }

  private static void putIfAbsent(ObjectNode group, String key, JsonNode value) {
    if (!group.has(key)) {
      group.set(key, value);
    }
  }
}
