package org.pieria.cluster.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParentWatchTest {

    @Test
    void noticesTheEndOfTheLifelineAndNotWhatIsWrittenToIt() throws IOException, InterruptedException {
        PipedOutputStream parent = new PipedOutputStream();
        CountDownLatch ended = new CountDownLatch(1);
        ParentWatch.watch(new PipedInputStream(parent), ended::countDown);

        parent.write(1);
        parent.flush();
        assertThat(ended.getCount()).isEqualTo(1);

        parent.close();
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
