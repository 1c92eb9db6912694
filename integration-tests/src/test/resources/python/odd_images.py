"""Images as the world has them, to a SavedModel: python odd_images.py MODEL"""

import io
import sys

import numpy as np
import tensorflow as tf
from PIL import Image

pooled_of = tf.saved_model.load(sys.argv[1]).signatures["image_bytes"]


def pooled(*files):
    return pooled_of(image_bytes=tf.constant(list(files)))["pooled"].numpy()


def encode(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def near(name, found, expected, relative):
    off = np.abs(found - expected).max() / np.abs(expected).max()
    assert off <= relative, f"{name}: off by {off:.3g}"


blocks = Image.fromarray(np.random.default_rng(1).integers(40, 216, [6, 8, 3], np.uint8))
colour = blocks.resize((64, 48), Image.Resampling.BICUBIC)  # smooth: lossy formats keep it
grey = colour.convert("L")
alpha = colour.copy()
alpha.putalpha(40)

# A right answer, each beside its plain RGB equal.
(plain, plain_grey) = pooled(encode(colour, "PNG"), encode(grey.convert("RGB"), "PNG"))
near("grey PNG", pooled(encode(grey, "PNG"))[0], plain_grey, 1e-5)
near("RGBA PNG", pooled(encode(alpha, "PNG"))[0], plain, 1e-5)
palette = colour.quantize(256)
of_palette = pooled(encode(palette.convert("RGB"), "PNG"))[0]
near("palette PNG", pooled(encode(palette, "PNG"))[0], of_palette, 1e-5)
near("BMP", pooled(encode(colour, "BMP"))[0], plain, 1e-5)
near("JPEG", pooled(encode(colour, "JPEG", quality=98, subsampling=0))[0], plain, 0.05)
near("grey JPEG", pooled(encode(grey, "JPEG", quality=98))[0], plain_grey, 0.05)
near("CMYK JPEG", pooled(encode(colour.convert("CMYK"), "JPEG", quality=98, subsampling=0))[0], plain, 0.1)
animated = encode(palette, "GIF", save_all=True, append_images=[grey])
near("animated GIF", pooled(animated)[0], of_palette, 1e-5)
thin = encode(colour.resize((10000, 10)), "JPEG")
assert pooled(encode(colour.resize((1, 1)), "PNG"), thin).shape == (2, len(plain))

# An error that names the input and which of its images, and the next call is answered.
jpeg = encode(colour, "JPEG")
for broken in [b"", b"GIF89a", b"<html>", jpeg[: len(jpeg) // 2], jpeg[:3]]:
    for batch, places in [([broken], "[0]"), ([jpeg, broken, jpeg, broken], "[1 3]")]:
        try:
            pooled(*batch)
            raise AssertionError(f"{broken[:6]} was answered")
        except tf.errors.InvalidArgumentError as error:
            assert "image_bytes holds no JPEG" in str(error) and places in str(error), error
try:
    pooled_of(image_bytes=tf.constant([], tf.string))
    raise AssertionError("no image was answered")
except tf.errors.InvalidArgumentError as error:
    assert "image_bytes must not be empty" in str(error), error
near("the next", pooled(encode(colour, "PNG"))[0], plain, 1e-6)
print("all answered or named")
