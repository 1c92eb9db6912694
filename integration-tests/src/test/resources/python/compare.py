"""Compares arrays that Python computed with those that Java wrote."""

import numpy as np


def close(found, expected, relative, name):
    """Fails unless every number is within `relative` of the largest expected one."""
    found, expected = np.asarray(found), np.asarray(expected)
    assert found.shape == expected.shape, f"{name}: {found.shape}, Java has {expected.shape}"
    scale = float(np.abs(expected).max())
    worst = float(np.abs(found - expected).max()) / max(scale, 1e-30)
    assert worst <= relative, f"{name}: off by {worst:.2e} of its largest value {scale:.3g}"
    return worst
