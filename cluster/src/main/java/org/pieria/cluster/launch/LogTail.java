package org.pieria.cluster.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The last lines of a log: what a person wants to see when a child died. */
final class LogTail {

    private static final int BYTES = 8192;

    private LogTail() {}

    /** Indented, at most so many lines; a remark if there is nothing. */
    static String of(Path log, int lines) {
        List<String> last = read(log).lines().toList();
        String shown = last.subList(Math.max(0, last.size() - lines), last.size()).stream()
                .map(line -> "    " + line)
                .collect(Collectors.joining("\n"));
        return shown.isEmpty() ? "    (nothing was written to " + log + ")" : shown + "\n  all of it: " + log;
    }

    private static String read(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - BYTES));
            byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
