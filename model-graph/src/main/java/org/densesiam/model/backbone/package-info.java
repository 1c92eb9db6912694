/** ResNet-18 to ResNet-101 as torchvision has them, under torchvision's variable names. */
@NullMarked
package org.densesiam.model.backbone;

import org.jspecify.annotations.NullMarked;
