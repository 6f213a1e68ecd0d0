package org.pieria.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SseReaderTest {

    @Test
    void readsFieldsInAnyOrderWithAndWithoutASpace() {
        assertThat(frames("data:{\"step\":1}\nevent: step-applied\nid:1\n\n"))
                .containsExactly(new SseFrame("1", "step-applied", "{\"step\":1}"));
    }

    @Test
    void joinsSeveralLinesOfData() {
        assertThat(frames("data: a\ndata: b\n\n")).containsExactly(new SseFrame("", "message", "a\nb"));
    }

    @Test
    void ignoresHeartbeatsCommentsAndUnknownFields() {
        assertThat(frames("\n\n: beat\n\nretry: 5\n\ndata\n\n")).containsExactly(new SseFrame("", "message", ""));
    }

    @Test
    void keepsTheIdUntilANewOneComes() {
        assertThat(frames("id: 7\ndata: a\n\ndata: b\n\n"))
                .extracting(SseFrame::id)
                .containsExactly("7", "7");
    }

    @Test
    void givesNothingForAnEventThatTheConnectionCutOff() {
        assertThat(frames("data: half\nevent: x")).isEmpty();
    }

    private static List<SseFrame> frames(String text) {
        SseReader reader = new SseReader();
        return text.lines().flatMap(line -> reader.line(line).stream()).toList();
    }
}
