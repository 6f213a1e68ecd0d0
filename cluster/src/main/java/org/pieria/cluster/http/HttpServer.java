package org.pieria.cluster.http;

import akka.Done;
import akka.actor.ActorSystem;
import akka.actor.ClassicActorSystemProvider;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.settings.ServerSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.pieria.actors.view.RunControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a run over HTTP and takes requests to change it, until closed. */
public final class HttpServer {

    private static final Duration GOODBYE = Duration.ofSeconds(3);
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private final ServerBinding binding;
    private final Surface surface;
    private final AutoCloseable subscription;

    private HttpServer(ServerBinding binding, Surface surface, AutoCloseable subscription) {
        this.binding = binding;
        this.surface = surface;
        this.subscription = subscription;
    }

    /**
     * Binds and begins to answer.
     *
     * @return fails with an {@link IllegalStateException} that names the port and the remedy if it is taken
     */
    public static CompletionStage<HttpServer> bind(
            ClassicActorSystemProvider system, HttpConfig config, RunControl control, RunFiles files) {
        Executor blocking = system.classicSystem().dispatchers().lookup("akka.actor.default-blocking-io-dispatcher");
        Surface surface = new Surface(config, control, files, blocking);
        return bound(system.classicSystem(), config, new Router(surface.endpoints()))
                .thenApply(binding -> new HttpServer(binding, surface, control.subscribe(0, surface::add)));
    }

    /** Where it listens: the port is a real one even if the configuration says any. */
    public InetSocketAddress address() {
        return binding.localAddress();
    }

    /** The dashboard's address. */
    public URI uri() {
        InetSocketAddress address = address();
        String host = address.getAddress().isAnyLocalAddress()
                ? "localhost"
                : address.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort() + "/");
    }

    /**
     * Ends the streams, lets running requests finish for three seconds, and gives the port back. A stream is let end
     * first, because to terminate cuts connections that are in the middle of an answer.
     */
    public CompletionStage<Done> close() {
        try {
            subscription.close();
        } catch (Exception failure) {
            LOG.warn("The subscription to the run's events did not close in order", failure);
        }
        return binding.unbind()
                .thenCompose(unbound -> quiet(surface.close()))
                .thenCompose(silent -> binding.terminate(GOODBYE))
                .thenApply(ended -> Done.getInstance());
    }

    /** Done with the stage, however it ends, or when it is time to go. */
    private static CompletionStage<Done> quiet(CompletionStage<Void> streams) {
        return streams.toCompletableFuture()
                .orTimeout(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)
                .handle((ended, failure) -> Done.getInstance());
    }

    private static CompletionStage<ServerBinding> bound(ActorSystem system, HttpConfig config, Router router) {
        ServerSettings settings =
                ServerSettings.create(system).withTransparentHeadRequests(true).withServerHeader(Optional.empty());
        return Http.get(system)
                .newServerAt(config.host(), config.port())
                .withSettings(settings)
                .bind(router)
                .exceptionally(failure -> {
                    throw taken(config, failure);
                });
    }

    private static IllegalStateException taken(HttpConfig config, Throwable failure) {
        Throwable cause = Problem.cause(failure);
        Throwable reason = Optional.ofNullable(cause.getCause()).orElse(cause);
        return new IllegalStateException(
                "HTTP cannot listen on " + config.host() + ":" + config.port() + " (" + reason.getMessage()
                        + "). Stop what listens there, or take another port with --set http.port=N (0: any free port)",
                failure);
    }
}
