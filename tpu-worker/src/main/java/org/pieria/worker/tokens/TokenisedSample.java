package org.pieria.worker.tokens;

import org.pieria.model.text.TextEncoder;

/**
 * One sample as the transformers see it.
 *
 * @param sample its number in the data set
 * @param low [tokens] of the low resolution
 * @param high [tokens] of the high resolution
 * @param text its encoded caption
 */
@SuppressWarnings("ArrayRecordComponent")
public record TokenisedSample(int sample, int[] low, int[] high, TextEncoder.Encoded text) {}
