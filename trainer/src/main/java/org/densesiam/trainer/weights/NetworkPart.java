package org.densesiam.trainer.weights;

import org.densesiam.export.weights.TorchWeights;
import org.densesiam.model.weights.NamedArrays;
import org.densesiam.trainer.config.Spelling;

/** How much of a network goes into a file, and so by whose names. */
public enum NetworkPart {
  /** The residual network under torchvision's names. */
  BACKBONE {
    @Override
    public NamedArrays of(WeightSource source) {
      return source.backbone();
    }

    @Override
    NamedArrays toTorch(NamedArrays ours) {
      return TorchWeights.toTorchvision(ours);
    }
  },
  /** All, heads included, under the released code's names. */
  NETWORK {
    @Override
    public NamedArrays of(WeightSource source) {
      return source.network();
    }

    @Override
    NamedArrays toTorch(NamedArrays ours) {
      return TorchWeights.toReleased(ours);
    }
  };

  /**
   * This part of some weights, as ours.
   *
   * @throws IllegalArgumentException if they cannot be read
   */
  public abstract NamedArrays of(WeightSource source);

  /** Our weights of this part under PyTorch's names and in its layouts. */
  abstract NamedArrays toTorch(NamedArrays ours);

  /** As on the command line. */
  @Override
  public String toString() {
    return Spelling.of(this);
  }
}
