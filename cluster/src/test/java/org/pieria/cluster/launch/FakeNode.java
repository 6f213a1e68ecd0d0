package org.pieria.cluster.launch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Plays a node for the launcher: a coordinator that tells of a short run over HTTP, or a worker that may crash once. */
final class FakeNode {

    private static final CountDownLatch LIFELINE = new CountDownLatch(1);

    private FakeNode() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = Arrays.asList(arguments);
        Path directory = Path.of(after(words, "--dir"));
        Files.writeString(
                directory.resolve(after(words, "--name") + ".pid"),
                "" + ProcessHandle.current().pid());
        ParentWatch.watch(System.in, LIFELINE::countDown);
        if (after(words, "--role").equals("coordinator")) {
            coordinate(directory);
        } else {
            crashOnce(directory, after(words, "--name"));
        }
        LIFELINE.await();
        System.exit(0);
    }

    private static void crashOnce(Path directory, String name) throws IOException {
        Path marker = directory.resolve(name + ".crash");
        if (Files.deleteIfExists(marker)) {
            System.out.println("the last words of " + name);
            System.exit(7);
        }
        Files.createFile(directory.resolve(name + ".lives"));
    }

    private static void coordinate(Path directory) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(FakeNode::daemon));
        server.createContext("/v1/cluster", exchange -> answer(exchange, view(directory)));
        server.createContext("/v1/phases", exchange -> {
            Files.writeString(
                    directory.resolve("stopped"), exchange.getRequestURI().getPath());
            answer(exchange, "{\"operation\":\"1\"}");
        });
        server.createContext("/v1/events", exchange -> tell(exchange, directory));
        server.start();
        Files.writeString(
                directory.resolve("records/http-address"),
                "127.0.0.1:" + server.getAddress().getPort());
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body);
        thread.setDaemon(true);
        return thread;
    }

    private static void tell(HttpExchange exchange, Path directory) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String frame : Files.readString(directory.resolve("script")).split("\n", -1)) {
                awaitFileIfAsked(frame, directory);
                out.write((frame + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            LIFELINE.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The comment {@code :worker-1 lives} holds the story until the worker that was started after the crash is there. */
    private static void awaitFileIfAsked(String line, Path directory) {
        while (line.startsWith(":worker-1") && !Files.exists(directory.resolve("worker-1.lives"))) {
            Thread.onSpinWait();
        }
    }

    private static String view(Path directory) {
        boolean stopped = Files.exists(directory.resolve("stopped"));
        String phase = "{\"name\":\"base\",\"state\":\"" + (stopped ? "PAUSED" : "RUNNING")
                + "\",\"step\":2,\"steps\":4,\"firstLoss\":3.5,\"lastLoss\":2.5,\"wallSeconds\":2,"
                + "\"imagesPerSecond\":32,\"secondsLeft\":null,\"heldOut\":{\"loss\":3.25}}";
        String checkpoint = stopped
                ? "{\"path\":\"checkpoints/base/2\",\"phase\":\"base\",\"step\":2,\"generation\":1,"
                        + "\"digest\":\"ab\",\"bytes\":10,\"last\":false}"
                : "";
        return "{\"run\":{\"run\":\"fake\",\"state\":\"RUNNING\",\"activity\":\"\",\"problem\":\"\",\"term\":1,"
                + "\"generation\":1,\"windowTo\":4,\"contract\":\"ab\"},\"phases\":[" + phase
                + "],\"workers\":[],\"checkpoints\":[" + checkpoint + "],\"optimizer\":null}";
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static String after(List<String> words, String option) {
        return words.get(words.indexOf(option) + 1);
    }
}
