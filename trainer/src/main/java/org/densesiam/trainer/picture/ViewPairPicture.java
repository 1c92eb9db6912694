package org.densesiam.trainer.picture;

import java.awt.image.BufferedImage;
import org.densesiam.data.pipeline.ViewPairBatch;
import org.densesiam.data.view.Twin;
import org.densesiam.data.view.View;
import org.densesiam.trainer.config.SiameseConfig;
import org.tensorflow.Result;
import org.tensorflow.Session;

/** The first pairs of views of a step, as the network got them. */
public record ViewPairPicture(ViewPairBatch batch, Twin<View> views, SiameseConfig config)
    implements StepPicture {

  @Override
  public int fetches() {
    return ViewSamples.FETCHES;
  }

  @Override
  public void fetch(Session.Runner runner) {
    ViewSamples.fetch(runner, batch, views);
  }

  @Override
  public BufferedImage draw(Result result, int first) {
    return new ViewSamples(result, first).sheet(config);
  }
}
