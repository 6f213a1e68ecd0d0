package org.pieria.cluster.launch;

import java.util.ArrayList;
import java.util.List;

/** What the JVM of a node needs, by its version; the script {@code pieria} holds the same list for the launcher itself. */
public final class JvmFlags {

    private JvmFlags() {}

    /** For a Java feature version, 17 or newer. */
    public static List<String> of(int feature) {
        List<String> flags = new ArrayList<>(List.of(
                // Artery's and Aeron's selector and Agrona's access to memory.
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                // The default of 16 MiB costs 393 MiB of shared memory per process.
                "-Daeron.term.buffer.length=2097152",
                // What shared memory a process takes it takes at once: where there is too little, it does not die of it
                // hours later.
                "-Daeron.term.buffer.sparse.file=false",
                // JavaCPP would refuse native memory by the size of the Java heap.
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Djava.awt.headless=true",
                // Only what is hot for long is worth the second compiler: it takes a quarter of what a start costs, and
                // the others train meanwhile.
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000"));
        if (feature >= 23) {
            // Java 17 does not start with the first one, Java 23 and later warn without it.
            flags.add("--sun-misc-unsafe-memory-access=allow");
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        return List.copyOf(flags);
    }
}
