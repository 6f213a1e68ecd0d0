package org.pieria.worker.data;

/**
 * A sample that training will not see, decided when the data was indexed.
 *
 * @param shard file name of its shard
 * @param key its name in the shard
 * @param reason one of a few, to count by
 * @param detail what exactly was found; may be empty
 */
public record Skipped(String shard, String key, Reason reason, String detail) {

    /** Why a sample cannot be used. */
    public enum Reason {
        NO_IMAGE("no .png, .jpg or .jpeg"),
        NO_CAPTION("no .txt, and no \"caption\" in a .json"),
        EMPTY_CAPTION("its caption is empty"),
        UNREADABLE_IMAGE("its image cannot be decoded"),
        UNREADABLE_DETAILS("its .json is not an object"),
        TOO_LARGE("a file of it is too large");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    @Override
    public String toString() {
        return shard + ": " + key + ": " + reason + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
