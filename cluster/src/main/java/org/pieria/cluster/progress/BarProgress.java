package org.pieria.cluster.progress;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One bar at the bottom of a terminal, redrawn in place. A finished phase keeps its bar as an ordinary line above, and so
 * do messages.
 */
public final class BarProgress implements Progress {

    private static final int WIDTH = 24;
    private static final String TO_LINE_START = "\r\u001b[K";

    private final PrintStream out;
    private final boolean colour;
    private final Map<String, PhaseProgress> open = new LinkedHashMap<>();
    private String drawn = "";

    /**
     * On a terminal.
     *
     * @param colour false keeps to plain characters, as {@code NO_COLOR} asks
     */
    public BarProgress(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    @Override
    public void say(String message) {
        erase();
        out.println(message);
        draw();
    }

    @Override
    public void end() {
        if (!drawn.isEmpty()) {
            out.println();
            drawn = "";
        }
        out.flush();
    }

    @Override
    public void show(PhaseProgress progress) {
        open.put(progress.name(), progress);
        if (progress.done()) {
            open.remove(progress.name());
            say(line(progress));
        } else {
            erase();
            draw();
        }
    }

    private void erase() {
        if (!drawn.isEmpty()) {
            out.print(TO_LINE_START);
            drawn = "";
        }
    }

    /** The newest open bar: phases run one after another, and a job beside a phase is short. */
    private void draw() {
        open.values().stream().reduce((first, second) -> second).ifPresent(progress -> {
            drawn = line(progress);
            out.print(drawn);
        });
        out.flush();
    }

    private String line(PhaseProgress progress) {
        int full = (int) Math.floor(progress.share() * WIDTH);
        String bar = "#".repeat(full) + "-".repeat(WIDTH - full);
        return "[" + (colour ? green(bar, full) : bar) + "] " + progress.words();
    }

    private static String green(String bar, int full) {
        return "\u001b[32m" + bar.substring(0, full) + "\u001b[0m" + bar.substring(full);
    }
}
