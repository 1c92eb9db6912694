package example;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.densesiam.export.api.Device;
import org.densesiam.export.api.EmbeddedImage;
import org.densesiam.export.api.Embedder;
import org.densesiam.export.api.ModelOptions;
import org.densesiam.export.api.SegmentedImage;
import org.densesiam.export.api.Segmenter;

/** Says what is in a photograph, draws it, and says how alike another one is. */
public final class Example {
  private Example() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 5) {
      System.err.println("usage: Example SEGMENTER BACKBONE PHOTO OTHER_PHOTO OVERLAY.png");
      System.exit(2);
    }
    Path photo = Path.of(arguments[2]);
    Path other = Path.of(arguments[3]);
    ModelOptions options = ModelOptions.DEFAULT.withDevice(Device.CPU).withThreads(2);

    try (Segmenter segmenter = Segmenter.load(Path.of(arguments[0]), options)) {
      SegmentedImage found = segmenter.segment(photo);
      for (Map.Entry<String, Double> each : found.shares().entrySet()) {
        System.out.printf("%5.1f %%  %s%n", 100 * each.getValue(), each.getKey());
      }
      ImageIO.write(found.overlayWithLegend(), "png", new File(arguments[4]));
    }

    try (Embedder embedder = Embedder.load(Path.of(arguments[1]), options)) {
      List<EmbeddedImage> both = embedder.embedFiles(List.of(photo, other));
      System.out.printf("alike: %.3f%n", both.get(0).similarity(both.get(1)));
    }
  }
}
