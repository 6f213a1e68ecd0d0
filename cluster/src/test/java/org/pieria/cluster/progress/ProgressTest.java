package org.pieria.cluster.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.pieria.actors.view.PhaseView;
import org.pieria.actors.view.RunEvent;

class ProgressTest {

    private static final String ERASE = "\r\u001b[K";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    private final AtomicLong clock = new AtomicLong();

    @Test
    void redrawsTheBarInPlaceAndLeavesFinishedPhasesBehind() {
        Progress bar = new BarProgress(out, false);

        bar.on(step(1, 4, 12));
        bar.on(step(2, 4, 8));
        bar.on(step(4, 4, 0));
        bar.end();

        assertThat(text())
                .isEqualTo("[######------------------] base 1/4  loss 2.500  31.2 images/s  left 12s"
                        + ERASE + "[############------------] base 2/4  loss 2.500  31.2 images/s  left 8s"
                        + ERASE + "[########################] base 4/4  loss 2.500  31.2 images/s\n");
    }

    @Test
    void keepsMessagesAboveTheBar() {
        Progress bar = new BarProgress(out, false);

        bar.on(new RunEvent.JobProgressed(1, 0, "tokenising", 5, 16));
        bar.say("worker-2 started again");

        assertThat(text())
                .isEqualTo("[#######-----------------] tokenising 5/16" + ERASE + "worker-2 started again\n"
                        + "[#######-----------------] tokenising 5/16");
    }

    @Test
    void coloursOnlyTheFilledPart() {
        new BarProgress(out, true).on(new RunEvent.JobProgressed(1, 0, "tokenising", 8, 16));

        assertThat(text()).startsWith("[\u001b[32m############\u001b[0m------------]");
    }

    @Test
    void writesPlainLinesSparingly() {
        Progress lines = new PlainProgress(out, clock::get);

        for (int step = 1; step <= 100; step++) {
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            lines.on(step(step, 100, 100 - step));
        }

        assertThat(text().lines()).hasSize(21);
        assertThat(text()).startsWith("base 1/100  loss 2.500").endsWith("base 100/100  loss 2.500  31.2 images/s\n");
    }

    @Test
    void saysWhatIsRareInWords() {
        Progress lines = new PlainProgress(out, clock::get);

        lines.on(new RunEvent.PhaseChanged(1, 0, "base", PhaseView.State.PAUSED, "held at step 7"));
        lines.on(new RunEvent.Evaluated(2, 0, "base", 7, Map.of("loss", 3.25, "accuracy", 0.5)));

        assertThat(text())
                .isEqualTo("base is paused: held at step 7\nbase held out at step 7: accuracy 0.500, loss 3.250\n");
    }

    @Test
    void drawsBarsOnlyForAPersonAtATerminal() {
        assertThat(Terminal.progress(out, true, Map.of())).isInstanceOf(BarProgress.class);
        assertThat(Terminal.progress(out, true, Map.of("TERM", "dumb"))).isInstanceOf(PlainProgress.class);
        assertThat(Terminal.progress(out, false, Map.of())).isInstanceOf(PlainProgress.class);
    }

    @Test
    void writesDurationsAndSizesForPeople() {
        assertThat(Words.duration(59.4)).isEqualTo("59s");
        assertThat(Words.duration(185)).isEqualTo("3m05s");
        assertThat(Words.duration(7620)).isEqualTo("2h07m");
        assertThat(Words.duration(Double.NaN)).isEqualTo("-");
        assertThat(Words.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Words.bytes(12)).isEqualTo("12 B");
        assertThat(Words.number(0.00012)).isEqualTo("1.20e-04");
    }

    private static RunEvent step(long step, long steps, double left) {
        return new RunEvent.StepApplied(step, 0, "base", step, steps, 2, 2.5f, 31.24, left, Map.of());
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
