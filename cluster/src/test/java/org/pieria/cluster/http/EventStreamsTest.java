package org.pieria.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Sink;
import akka.stream.javadsl.SinkQueueWithCancel;
import akka.util.ByteString;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventStreamsTest {

    private final EventJournal journal = new EventJournal(10);
    private final EventStreams streams = new EventStreams(journal);

    @Test
    void endsTheStreamOfAClientThatTheJournalHasRunAwayFrom() throws Exception {
        steps(1, 1);
        SinkQueueWithCancel<ByteString> slow = streams.after(0).runWith(Sink.queue(1), Site.SYSTEM);
        assertThat(Site.await(slow.pull())).isPresent();

        steps(2, 1_000);

        int seen = 1;
        while (Site.await(slow.pull()).isPresent()) {
            seen++;
        }
        assertThat(seen).isLessThan(1_000);
    }

    @Test
    void endsTheStreamWhenAnotherCoordinatorBeginsToCountAnew() throws Exception {
        steps(1, 5);
        SinkQueueWithCancel<ByteString> stream = streams.after(4).runWith(Sink.queue(), Site.SYSTEM);
        assertThat(Site.await(stream.pull()).map(ByteString::utf8String).orElse(""))
                .startsWith("id:5\n");

        steps(1, 1);

        assertThat(Site.await(stream.pull())).isEqualTo(Optional.empty());
    }

    private void steps(long from, long to) {
        for (long id = from; id <= to; id++) {
            journal.add(Sketch.step(id, "base", id, 900));
        }
    }
}
