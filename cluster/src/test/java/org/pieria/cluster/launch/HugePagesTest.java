package org.pieria.cluster.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HugePagesTest {

    @TempDir
    private Path directory;

    @Test
    void areTakenWhereTheyAreGivenToWhoAsks() throws IOException {
        assertThat(HugePages.offered(saying("always [madvise] never"))).isTrue();
        assertThat(HugePages.offered(saying("[always] madvise never"))).isTrue();
    }

    @Test
    void areNotAskedForWhereThereAreNone() throws IOException {
        assertThat(HugePages.offered(saying("always madvise [never]"))).isFalse();
        assertThat(HugePages.offered(directory.resolve("none"))).isFalse();
    }

    @Test
    void theScriptAsksForTheSame() throws IOException {
        String script = Files.readString(Path.of("../pieria"));

        assertThat(script).contains("-XX:+UseTransparentHugePages", "glibc.malloc.hugetlb=1");
    }

    private Path saying(String words) throws IOException {
        return Files.writeString(directory.resolve("enabled"), words);
    }
}
