package org.pieria.worker.handover;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.pieria.worker.process.LocalProcess;

/** The other end of one lifeline: it names a process and gives no sign of life after that. */
final class SilentServer implements AutoCloseable {

    private static final int OFTEN = 8;

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CountDownLatch asked = new CountDownLatch(OFTEN);

    SilentServer(LocalProcess process) throws IOException {
        Thread thread = new Thread(() -> serve(process), "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(LocalProcess process) {
        try (Socket socket = listener.accept()) {
            socket.getOutputStream().write((process.toString() + Line.END).getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            in.readNBytes(Integer.BYTES);
            while (in.read() >= 0) {
                asked.countDown();
            }
        } catch (IOException e) {
            asked.countDown(); // the line is cut
        }
    }

    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Returns when it was asked for signs of life for two seconds. */
    void awaitAskedOften() throws InterruptedException {
        asked.await();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
