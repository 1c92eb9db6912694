package org.densesiam.data.prepare;

import org.densesiam.data.shard.RejectReason;

/**
 * An image that was left out.
 *
 * @param file its name in the source, with {@code /}
 * @param reason why
 * @param detail expected and found, or what the decoder said
 */
public record Rejection(String file, RejectReason reason, String detail) {}
