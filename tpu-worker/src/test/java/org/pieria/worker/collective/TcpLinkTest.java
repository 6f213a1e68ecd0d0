package org.pieria.worker.collective;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.collective.Link.Offer;

/** Rank 0 of two, called by guests of all kinds. */
@Timeout(20)
class TcpLinkTest {

    private static final long NUMBER = 7;

    private final TcpListener listener = TcpListener.open("127.0.0.1", 0);
    private final List<String> addresses =
            List.of(TcpTransport.SCHEME + "127.0.0.1:" + listener.port(), TcpTransport.SCHEME + "127.0.0.1:1");
    private final List<ByteBuffer> received = new ArrayList<>();
    private TcpLink link = open(NUMBER);

    @AfterEach
    void close() {
        link.close();
        listener.close();
    }

    private TcpLink open(long number) {
        Generation generation = new Generation(number, 0, addresses, 2, BundleShape.of(100));
        return TcpLink.open(generation, listener, generation.peers());
    }

    private SocketChannel call(ByteBuffer words) throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()));
        channel.write(words);
        return channel;
    }

    private void poll() {
        link.poll(frame -> received.add(MemoryNetwork.copy(frame)), 10);
    }

    private void assertShownOut(ByteBuffer words) throws IOException {
        try (SocketChannel guest = call(words)) {
            guest.configureBlocking(false);
            ByteBuffer answer = ByteBuffer.allocate(1);
            while (guest.read(answer) == 0) {
                poll();
            }
            assertThat(answer.position()).isZero();
        }
        assertThat(link.offer(1, 1, bytes -> {})).isEqualTo(Offer.GONE);
        assertThat(link.lost()).isEmpty();
    }

    private static ByteBuffer frame(int prefix, byte... bytes) {
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(prefix)
                .put(bytes)
                .flip();
    }

    @Test
    void showsOutAGuestOfAnEarlierGeneration() throws IOException {
        assertShownOut(new Introduction(NUMBER - 1, 1, 0).bytes());
    }

    @Test
    void showsOutAGuestWhoWantsAnotherRank() throws IOException {
        assertShownOut(new Introduction(NUMBER, 1, 1).bytes());
    }

    @Test
    void showsOutAGuestWhoIsNoPeer() throws IOException {
        assertShownOut(new Introduction(NUMBER, 2, 0).bytes());
        assertShownOut(new Introduction(NUMBER, 0, 0).bytes());
    }

    @Test
    void showsOutAGuestWhoSpeaksAnotherLanguage() throws IOException {
        assertShownOut(ByteBuffer.wrap("GET / HTTP/1.1\r\nHost: x\r".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aGuestOfALaterGenerationWaitsForItsLink() throws IOException {
        try (SocketChannel early = call(new Introduction(NUMBER + 1, 1, 0).bytes())) {
            early.write(frame(2, (byte) 8, (byte) 9));
            poll();
            poll();
            link.close();
            link = open(NUMBER + 1);

            while (received.isEmpty()) {
                poll();
            }

            assertThat(received).hasSize(1);
            assertThat(received.get(0).get(1)).isEqualTo((byte) 9);
        }
    }

    @Test
    void takesWhatAPeerSentBeforeItLeft() throws IOException {
        try (SocketChannel peer = call(new Introduction(NUMBER, 1, 0).bytes())) {
            peer.write(frame(1, (byte) 5));
            peer.write(frame(1, (byte) 6));
        }

        while (link.lost().isEmpty()) {
            poll();
        }

        assertThat(received).hasSize(2);
        assertThat(link.lost()).containsEntry(1, "it closed the connection");
        assertThat(link.offer(1, 1, bytes -> {})).isEqualTo(Offer.GONE);
    }

    @Test
    void aLengthThatNoFrameHasEndsTheConnection() throws IOException {
        try (SocketChannel peer = call(new Introduction(NUMBER, 1, 0).bytes())) {
            peer.write(frame(-5));

            while (link.lost().isEmpty()) {
                poll();
            }

            assertThat(link.lost().get(1)).startsWith("it sent a frame of -5 bytes");
        }
    }

    @Test
    void aPeerThatDoesNotReadMakesTheSenderWaitAndLosesNothing() throws IOException {
        int length = TcpConnection.FRAME;
        try (SocketChannel peer = call(new Introduction(NUMBER, 1, 0).bytes())) {
            while (link.offer(1, length, bytes -> {}) == Offer.GONE) {
                poll();
            }
            int sent = 1;
            while (link.offer(1, length, bytes -> {}) == Offer.SENT) {
                sent++;
            }
            assertThat(link.isFlushed()).isFalse();

            long read = 0;
            ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
            while (!link.isFlushed() || read < (long) sent * (length + Integer.BYTES)) {
                poll();
                read += peer.read(bytes.clear());
            }

            assertThat(read).isEqualTo((long) sent * (length + Integer.BYTES));
        }
    }
}
