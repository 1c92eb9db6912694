package org.densesiam.export.serving;

import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.tensorflow.Operand;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** One image, or what goes with one, as a signature's input takes it. */
final class SampleInput {
  private static final int CHANNELS = 3;

  private SampleInput() {}

  /**
   * A value for an input: pixels for uint8 {@code [N, H, W, 3]}, a PNG file for string {@code [N]},
   * {@code (S, S)} for int32 {@code [N, 2]}.
   *
   * @param sidePx {@code S}
   * @throws IllegalArgumentException for an input of another kind
   */
  static TensorProto of(String name, Operand<?> input, int sidePx) {
    return switch (input.asOutput().dataType()) {
      case DT_UINT8 ->
          tensor(DataType.DT_UINT8, 1, sidePx, sidePx, CHANNELS)
              .setTensorContent(ByteString.copyFrom(pixels(sidePx)))
              .build();
      case DT_STRING -> tensor(DataType.DT_STRING, 1).addStringVal(png(sidePx)).build();
      case DT_INT32 -> tensor(DataType.DT_INT32, 1, 2).addIntVal(sidePx).addIntVal(sidePx).build();
      default ->
          throw new IllegalArgumentException(
              "input \"%s\" is of %s; a sample is known of pixels, files and sizes"
                  .formatted(name, input.asOutput().dataType()));
    };
  }

  private static TensorProto.Builder tensor(DataType type, int... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorProto.newBuilder().setDtype(type).setTensorShape(shape);
  }

  /** {@code [S, S, 3]}: brighter to the right in red, downwards in green. */
  private static byte[] pixels(int sidePx) {
    byte[] rgb = new byte[sidePx * sidePx * CHANNELS];
    for (int y = 0; y < sidePx; y++) {
      for (int x = 0; x < sidePx; x++) {
        int pixel = (y * sidePx + x) * CHANNELS;
        rgb[pixel] = (byte) (255 * x / sidePx);
        rgb[pixel + 1] = (byte) (255 * y / sidePx);
        rgb[pixel + 2] = (byte) 128;
      }
    }
    return rgb;
  }

  private static ByteString png(int sidePx) {
    BufferedImage image = new BufferedImage(sidePx, sidePx, BufferedImage.TYPE_INT_RGB);
    byte[] rgb = pixels(sidePx);
    for (int i = 0; i < sidePx * sidePx; i++) {
      int packed =
          (rgb[CHANNELS * i] & 255) << 16
              | (rgb[CHANNELS * i + 1] & 255) << 8
              | (rgb[CHANNELS * i + 2] & 255);
      image.setRGB(i % sidePx, i / sidePx, packed);
    }
    try (ByteString.Output out = ByteString.newOutput()) {
      ImageIO.write(image, "png", out);
      return out.toByteString();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot encode a PNG", e);
    }
  }
}
