package org.pieria.worker.data;

import java.util.List;

/**
 * One captioned image of a data set.
 *
 * @param shard number of the shard that holds it
 * @param key its name in the shard
 * @param image the image file, which was decoded once
 * @param caption not empty, in one line, cut to the configured length
 * @param keywords words for captions that vary; may be empty
 * @param concept samples of one concept are held out together
 */
public record Sample(int shard, String key, Member image, String caption, List<String> keywords, String concept) {

    public Sample {
        keywords = List.copyOf(keywords);
    }
}
