package org.pieria.worker.collective;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.CncFileDescriptor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

class DataPlaneDriverTest {

    @Test
    void takesTheDirectoryOfADriverWhoseProcessIsGone() throws Exception {
        Path living = DataPlaneDriver.newDirectory();
        Path left = DataPlaneDriver.newDirectory();
        try (DataPlaneDriver driver = DataPlaneDriver.start(living)) {
            Files.createDirectories(left);
            Files.copy(
                    Path.of(driver.directory(), CncFileDescriptor.CNC_FILE), left.resolve(CncFileDescriptor.CNC_FILE));
        }
        setProcess(left.resolve(CncFileDescriptor.CNC_FILE), processThatEnded());

        try (DataPlaneDriver driver = DataPlaneDriver.start(left)) {
            assertThat(Path.of(driver.directory())).isEqualTo(left).exists();
        }

        assertThat(left).doesNotExist();
    }

    private static long processThatEnded() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private static void setProcess(Path state, long process) throws Exception {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, process);
        try (FileChannel channel = FileChannel.open(state, StandardOpenOption.WRITE)) {
            channel.write(bytes, CncFileDescriptor.pidOffset(0));
        }
    }
}
