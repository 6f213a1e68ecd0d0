package org.pieria.worker.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.model.text.TextEncoder.Encoded;
import org.pieria.model.text.t5.T5Shape;
import org.pieria.model.text.t5.T5Tensor;

/**
 * How much memory a large encoder takes. Writes synthetic shards of a published size, which for xl are 4.9 GB in F32, and for xxl
 * 9.5 GB in BF16; on Linux only, and only when asked:
 *
 * <pre>mvn -pl tpu-worker -am test -Dtest=T5MemoryTest -Dsurefire.failIfNoSpecifiedTests=false
 *     -Dpieria.t5.size=xl -Dpieria.t5.stored=F32</pre>
 */
@EnabledIfSystemProperty(named = "pieria.t5.size", matches = "[a-z]+")
class T5MemoryTest {

    private static final long SHARD = 2_000_000_000;
    /** TensorFlow's libraries, the Java heap and activations, in bytes. */
    private static final long REST = 1_500_000_000;

    @TempDir
    Path directory;

    @Test
    void aLargeEncoderTakesItsOwnSizeAndLittleMore() throws Exception {
        T5Shape shape = T5Shape.preset(System.getProperty("pieria.t5.size"));
        String stored = System.getProperty("pieria.t5.stored", "BF16");
        new T5Folder(directory);
        Files.delete(directory.resolve(T5Files.SINGLE));
        write(shape, stored);

        long begun = System.nanoTime();
        try (T5Encoder encoder = T5Encoder.open(new T5Options(directory.toString(), ComputeType.BFLOAT16, 2), 64)) {
            report("opened", begun);
            Encoded first = encoder.encode(List.of("a red apple")).get(0);
            report("loaded and encoded", begun);
            encoder.encode(List.of("a blue apple"));
            report("encoded again", begun);

            assertThat(first.vectors()).hasSize(first.tokens() * shape.width()).doesNotContain(Float.NaN);
            assertThat(peak()).isLessThan(2 * shape.parameters() + REST);
        }
    }

    private static void report(String what, long begun) throws IOException {
        System.out.printf(
                "%s after %.1f s, peak memory %.2f GB%n", what, (System.nanoTime() - begun) / 1e9, peak() / 1e9);
    }

    /** The largest resident set of this process so far, in bytes. */
    private static long peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private void write(T5Shape shape, String type) throws IOException {
        int width = type.equals("F32") ? 4 : 2;
        ObjectNode map = T5Folder.JSON.createObjectNode();
        List<T5Tensor> shard = new ArrayList<>();
        long bytes = 0;
        int shards = 0;
        for (T5Tensor tensor : shape.tensors()) {
            if (!shard.isEmpty() && bytes + width * tensor.elements() > SHARD) {
                write("shard-" + shards++, shard, type, map);
                shard.clear();
                bytes = 0;
            }
            shard.add(tensor);
            bytes += width * tensor.elements();
        }
        write("shard-" + shards, shard, type, map);
        T5Folder.JSON.writeValue(
                directory.resolve(T5Files.INDEX).toFile(),
                T5Folder.JSON.createObjectNode().set("weight_map", map));
    }

    private void write(String name, List<T5Tensor> tensors, String type, ObjectNode map) throws IOException {
        ObjectNode header = T5Folder.JSON.createObjectNode();
        long end = 0;
        for (T5Tensor tensor : tensors) {
            map.put(tensor.name(), name);
            ObjectNode entry = header.putObject(tensor.name()).put("dtype", type);
            entry.set("shape", T5Folder.JSON.valueToTree(tensor.shape()));
            long begin = end;
            end += tensor.elements() * (type.equals("F32") ? 4 : 2);
            entry.putArray("data_offsets").add(begin).add(end);
        }
        write(directory.resolve(name), header.toString().getBytes(StandardCharsets.UTF_8), end, type);
    }

    private static void write(Path file, byte[] header, long data, String type) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer length =
                    ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length);
            channel.write(new ByteBuffer[] {length, ByteBuffer.wrap(header)});
            ByteBuffer block = noise(type);
            for (long left = data; left > 0; left -= channel.write(block)) {
                block.position(0).limit((int) Math.min(left, block.capacity()));
            }
        }
    }

    /** Values of deviation 0.03, the same in every block. */
    private static ByteBuffer noise(String type) {
        Random random = new Random(1);
        ByteBuffer block = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        while (block.hasRemaining()) {
            int bits = Float.floatToRawIntBits((float) (0.03 * random.nextGaussian()));
            if (type.equals("F32")) {
                block.putInt(bits);
            } else {
                block.putShort((short) (bits >> 16));
            }
        }
        return block;
    }
}
