import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs a segmenter in DJL: {@code ReadWithDjl VERSION_FOLDER PIXELS HEIGHT WIDTH}, where PIXELS is a
 * file of uint8 RGB {@code [HEIGHT, WIDTH, 3]}. Prints each output as a line: its name, its shape
 * and its numbers.
 */
public final class ReadWithDjl {
  private ReadWithDjl() {}

  public static void main(String[] arguments) throws Exception {
    Criteria<NDList, NDList> criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optModelPath(Path.of(arguments[0]))
            .optEngine("TensorFlow")
            .optOption("Tags", "serve")
            .optOption("SignatureDefKey", "serving_default")
            .build();
    Shape shape =
        new Shape(1, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), 3);
    try (ZooModel<NDList, NDList> model = criteria.loadModel();
        Predictor<NDList, NDList> predictor = model.newPredictor();
        NDManager manager = model.getNDManager().newSubManager()) {
      ByteBuffer pixels = ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[1])));
      NDArray images = manager.create(pixels, shape, DataType.UINT8);
      images.setName("images");
      for (NDArray output : predictor.predict(new NDList(images))) {
        StringBuilder line = new StringBuilder(output.getName() + " " + output.getShape());
        for (Number number : output.toArray()) {
          line.append(' ').append(number);
        }
        System.out.println(line);
      }
    }
  }
}
