"""Images as the world has them, for any signature that takes them."""

import io

import numpy as np
import tensorflow as tf
from PIL import Image


def encode(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


blocks = Image.fromarray(np.random.default_rng(1).integers(40, 216, [6, 8, 3], np.uint8))
COLOUR = blocks.resize((64, 48), Image.Resampling.BICUBIC)  # smooth: lossy formats keep it
GREY = COLOUR.convert("L")
PLAIN = encode(COLOUR, "PNG")
LONG = [COLOUR.resize((10000, 10)), COLOUR.resize((10, 10000))]


def near(name, found, expected, relative):
    assert found.shape == expected.shape, f"{name}: {found.shape}, expected {expected.shape}"
    off = np.abs(found - expected).max() / np.abs(expected).max()
    assert off <= relative, f"{name}: off by {off:.3g}"


def deep(image):
    """A PNG of 16 bits a channel."""
    pixels = np.asarray(image).astype(np.uint16) * 257
    return tf.io.encode_png(pixels.reshape(image.height, image.width, -1)).numpy()


def odd_files():
    """(name, file, its like, how far off pixels of lossy formats may be, of 255)."""
    alpha, grey_alpha = COLOUR.copy(), GREY.convert("LA")
    alpha.putalpha(40)
    grey_alpha.putalpha(40)
    palette, black = COLOUR.quantize(256), GREY.convert("1")
    animated = encode(palette, "GIF", save_all=True, append_images=[GREY])
    good, print_colours = {"quality": 98, "subsampling": 0}, COLOUR.convert("CMYK")
    return [
        ("grey PNG", encode(GREY, "PNG"), GREY, 0),
        ("grey and alpha PNG", encode(grey_alpha, "PNG"), GREY, 0),
        ("RGBA PNG", encode(alpha, "PNG"), COLOUR, 0),
        ("palette PNG", encode(palette, "PNG"), palette, 0),
        ("palette PNG, one entry transparent", encode(palette, "PNG", transparency=3), palette, 0),
        ("1-bit PNG", encode(black, "PNG"), black, 0),
        ("16-bit PNG", deep(COLOUR), COLOUR, 0),
        ("16-bit grey PNG", deep(GREY), GREY, 0),
        ("BMP", encode(COLOUR, "BMP"), COLOUR, 0),
        ("animated GIF", animated, palette, 0),
        ("JPEG", encode(COLOUR, "JPEG", **good), COLOUR, 8),
        ("grey JPEG", encode(GREY, "JPEG", quality=98), GREY, 8),
        ("CMYK JPEG", encode(print_colours, "JPEG", **good), COLOUR, 8),
    ]


def refused(call, *says):
    """Fails unless the call is refused in words that name what is wrong."""
    try:
        call()
    except (tf.errors.InvalidArgumentError, TypeError, ValueError) as error:
        assert all(word in str(error) for word in says), f"expected {says}: {error}"
    else:
        raise AssertionError(f"answered, expected {says}")


def check_files(answer, heightPx, widthPx, of_pixels):
    """Files are answered as their likes, those that are none are named with their place.

    answer: files to an array [N, ...]; of_pixels: uint8 [N, H, W, 3] to the same, of the size that
    answer stretches to.
    """
    for name, file, like, off in odd_files():
        pixels = tf.io.decode_image(file, channels=3, expand_animations=False).numpy()
        changed = np.abs(pixels.astype(int) - np.asarray(like.convert("RGB"))).max()
        assert changed <= off, f"{name}: pixels are off by {changed}"
        near(name, answer(file), answer(encode(Image.fromarray(pixels), "PNG")), 1e-5)
    extremes = [COLOUR.resize((1, 1))] + LONG
    stretched = [
        tf.round(tf.image.resize(np.asarray(image), [heightPx, widthPx], antialias=True))
        for image in extremes
    ]
    expected = of_pixels(tf.cast(tf.stack(stretched), tf.uint8))
    near("1 x 1 and long", answer(*[encode(image, "PNG") for image in extremes]), expected, 1e-5)

    jpeg = encode(COLOUR, "JPEG")
    for broken in [b"", b"GIF89a", b"<html>", jpeg[: len(jpeg) // 2], jpeg[:3], PLAIN[:-40]]:
        for files, places in [([broken], "[0]"), ([jpeg, broken, PLAIN, broken], "[1 3]")]:
            refused(lambda: answer(*files), "image_bytes holds no JPEG", places)
    refused(lambda: answer(), "image_bytes must not be empty")
    near("the next", answer(PLAIN), answer(PLAIN, PLAIN)[:1], 1e-5)


def check_pixels(answer):
    """Pixels are answered or named. answer: uint8 [N, H, W, 3] to an array [N, ...]."""
    for shape in [1, 8, 8, 1], [2, 8, 8, 4], [8, 8, 3]:
        refused(lambda: answer(tf.zeros(shape, tf.uint8)), "images", str(shape[-1]))
    for shape in [0, 8, 8, 3], [2, 0, 8, 3]:
        refused(lambda: answer(tf.zeros(shape, tf.uint8)), "images must not be empty")
    for image in LONG + [COLOUR.resize((1, 1))]:
        pixels = np.asarray(image)
        near("twice", answer(np.stack([pixels, pixels]))[1:], answer(pixels[None]), 1e-5)
