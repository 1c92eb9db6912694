package org.densesiam.trainer.picture;

import java.awt.image.BufferedImage;
import org.tensorflow.Result;
import org.tensorflow.Session;

/** What a training step looked at, to be looked at: asked for with the step, drawn after it. */
public interface StepPicture {

  /** How many results {@link #fetch} asks for. */
  int fetches();

  /** Asks for what is to be drawn. */
  void fetch(Session.Runner runner);

  /**
   * Draws it.
   *
   * @param first index of the first of its results
   */
  BufferedImage draw(Result result, int first);
}
