package org.pieria.worker.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process as others on its host know it. Numbers of processes mean something within one namespace only, so it is named
 * too: a container has its own.
 *
 * @param number of the process
 * @param namespace of its number; empty where the system has none to show
 */
public record LocalProcess(long number, String namespace) {

    private static final Pattern NAME = Pattern.compile("(\\d{1,18})@(\\d*)");

    /** This process. */
    public static LocalProcess self() {
        return new LocalProcess(ProcessHandle.current().pid(), ownNamespace());
    }

    private static String ownNamespace() {
        try {
            Path link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
            return link.toString().replaceAll("\\D", "");
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** Reads what {@link #toString} wrote; empty if this is none. */
    public static Optional<LocalProcess> parse(String text) {
        Matcher name = NAME.matcher(text);
        return name.matches()
                ? Optional.of(new LocalProcess(Long.parseLong(name.group(1)), name.group(2)))
                : Optional.empty();
    }

    /** The living process, if it can be seen from this one. */
    public Optional<ProcessHandle> handle() {
        boolean visible = !namespace.isEmpty() && namespace.equals(ownNamespace());
        return visible ? ProcessHandle.of(number).filter(ProcessHandle::isAlive) : Optional.empty();
    }

    /** Whether it surely runs no more: a process that cannot be seen from here is not known to be gone. */
    public boolean isGone() {
        return namespace.equals(ownNamespace())
                && !ProcessHandle.of(number).map(ProcessHandle::isAlive).orElse(false);
    }

    /** What its threads are about; none are shown of one that cannot be seen from this one. */
    public ThreadStates threads() {
        return handle().map(process -> ThreadStates.of(process.pid())).orElse(ThreadStates.unseen());
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return number + "@" + namespace;
    }
}
