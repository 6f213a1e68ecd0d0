package org.pieria.cluster.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Plain lines for logs and pipes: a line per phase at most every five seconds or five percent, whichever is later. */
public final class PlainProgress implements Progress {

    private static final long PAUSE = Duration.ofSeconds(5).toNanos();
    private static final double SHARE = 0.05;

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private final Map<String, Shown> shown = new HashMap<>();

    private record Shown(long at, double share) {}

    public PlainProgress(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
    }

    @Override
    public void say(String message) {
        out.println(message);
        out.flush();
    }

    @Override
    public void end() {
        out.flush();
    }

    @Override
    public void show(PhaseProgress progress) {
        Shown last = shown.get(progress.name());
        if (last == null || due(last, progress)) {
            shown.put(progress.name(), new Shown(nanoTime.getAsLong(), progress.share()));
            say(progress.words());
        }
    }

    /** Also when the share fell: a resumed phase starts again from its checkpoint. */
    private boolean due(Shown last, PhaseProgress progress) {
        boolean ended = progress.done() && last.share() < 1;
        boolean late = nanoTime.getAsLong() - last.at() >= PAUSE;
        return ended || (late && Math.abs(progress.share() - last.share()) > SHARE - 1e-9);
    }
}
