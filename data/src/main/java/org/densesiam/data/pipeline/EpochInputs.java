package org.densesiam.data.pipeline;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/** What the graph is told when an iterator starts, and only then. */
final class EpochInputs {
  private final ImmutableList<Path> allFiles;

  /** {@code [F]}: the files in the epoch's order. */
  final Placeholder<TString> files;

  /** {@code [2]}: decides on the order of the records. */
  final Placeholder<TInt64> shuffleKeys;

  /** Scalar: decides, with the position, on every number drawn for a record. */
  final Placeholder<TInt64> drawKey;

  /** Scalar: positions to leave out. */
  final Placeholder<TInt64> position;

  EpochInputs(Ops tf, ImmutableList<Path> allFiles) {
    this.allFiles = allFiles;
    this.files = tf.placeholder(TString.class, Placeholder.shape(Shape.of(allFiles.size())));
    this.shuffleKeys = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    this.drawKey = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    this.position = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
  }

  /** Runs {@code target} with the inputs that {@code start} gives. */
  void run(Session session, Op target, EpochStart start) {
    try (TString fileNames = TString.vectorOf(ordered(start));
        TInt64 shuffle = TInt64.vectorOf(start.key("shuffle"), start.key("shuffle, too"));
        TInt64 draw = TInt64.scalarOf(start.key("draw"));
        TInt64 skipped = TInt64.scalarOf(start.position())) {
      session
          .runner()
          .feed(files, fileNames)
          .feed(shuffleKeys, shuffle)
          .feed(drawKey, draw)
          .feed(position, skipped)
          .addTarget(target)
          .run()
          .close();
    }
  }

  private String[] ordered(EpochStart start) {
    List<Path> ordered = new ArrayList<>(allFiles);
    Collections.shuffle(ordered, new Random(start.key("files")));
    return ordered.stream().map(Path::toString).toArray(String[]::new);
  }
}
