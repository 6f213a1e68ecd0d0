package org.pieria.worker.text;

/** Settings of the native tokenizer library, which are system properties and must stand before it is first used. */
public final class TokenizerLibrary {

    /** System property: the folder into which native libraries are unpacked; by default below the user's home. */
    static final String FOLDER = "pieria.natives";

    private TokenizerLibrary() {}

    /** Keeps the library from fetching a build for a GPU, and from telling its makers where it runs. */
    public static void stayOffline() {
        setDefault("ai.djl.offline", "true");
        setDefault("RUST_FLAVOR", "cpu");
        setDefault("OPT_OUT_TRACKING", "true");
        String folder = System.getProperty(FOLDER);
        if (folder != null) {
            setDefault("ENGINE_CACHE_DIR", folder);
        }
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
