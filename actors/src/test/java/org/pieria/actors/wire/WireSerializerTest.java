package org.pieria.actors.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.typesafe.config.ConfigFactory;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pieria.actors.Coordinator;
import org.pieria.actors.Wire;
import org.pieria.actors.Worker;
import org.pieria.actors.training.Cases;

class WireSerializerTest {

    private static final ActorTestKit KIT = ActorTestKit.create(
            ConfigFactory.parseString("akka.actor.provider = local").withFallback(ConfigFactory.load()));
    private static final int FRAME = 256 << 10;
    private static final WireSerializer SERIALIZER =
            new WireSerializer((ExtendedActorSystem) Adapter.toClassic(KIT.system()));
    private static final SampleMessages SAMPLES =
            new SampleMessages(KIT.createTestProbe(Object.class).getRef());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    static Stream<Object> messages() {
        return SAMPLES.all();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageSurvivesBothWays(Object message) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        SERIALIZER.toBinary(message, buffer);
        buffer.flip();

        assertThat(SERIALIZER.fromBinary(buffer, SERIALIZER.manifest(message))).isEqualTo(message);
        assertThat(SERIALIZER.fromBinary(SERIALIZER.toBinary(message), SERIALIZER.manifest(message)))
                .isEqualTo(message);
    }

    @Test
    void membersAndViewOfThousandsOfWorkersFitIntoAFrame() {
        for (Object message : List.of(SAMPLES.activation(4096), SAMPLES.view(2048))) {
            ByteBuffer frame = ByteBuffer.allocateDirect(FRAME);
            SERIALIZER.toBinary(message, frame);
            frame.flip();

            assertThat(SERIALIZER.fromBinary(frame, SERIALIZER.manifest(message)))
                    .isEqualTo(message);
        }
    }

    @Test
    void whatIsTooLargeForTheFrameSaysSo() {
        Object message = SAMPLES.activation(4096);

        assertThatThrownBy(() -> SERIALIZER.toBinary(message, ByteBuffer.allocate(1024)))
                .as("what Akka reports as too large")
                .isInstanceOf(BufferOverflowException.class);
    }

    @Test
    void aSampleOfEveryMessageIsTried() {
        Set<Class<?>> tried = new HashSet<>();
        SAMPLES.all().forEach(message -> collect(message, tried));

        assertThat(tried).containsAll(reachable());
    }

    @Test
    void everyClassThatAMessageCanHoldIsRegistered() {
        assertThat(WireIds.all().keySet()).containsAll(reachable());
    }

    @Test
    void idsAreTheCommittedOnesAndNoneIsUsedTwice() {
        Map<String, Integer> ids = WireIds.all().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().getName(), Map.Entry::getValue));

        assertThat(new HashSet<>(ids.values())).hasSameSizeAs(ids.values());
        assertThat(ids).isEqualTo(committed());
    }

    @Test
    void refusesAnUnregisteredClass() {
        assertThatThrownBy(() -> SERIALIZER.toBinary(new Stranger(1)))
                .isInstanceOfAny(IllegalArgumentException.class, KryoException.class)
                .hasMessageContaining("Class is not registered");
    }

    @Test
    void refusesAnotherProtocolAndSaysWhatToDo() {
        assertThatThrownBy(() -> SERIALIZER.fromBinary(new byte[] {1}, "p0"))
                .hasMessageContaining("p0")
                .hasMessageContaining("run the same version everywhere");
    }

    record Stranger(int value) implements Wire {}

    private static Map<String, Integer> committed() {
        return ConfigFactory.parseResources("wire-ids.conf").root().unwrapped().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> (Integer) entry.getValue()));
    }

    /** Every record and enum of ours that a message on the wire is or can hold. */
    private static Set<Class<?>> reachable() {
        Set<Class<?>> found = new HashSet<>();
        Stream.of(
                        Cases.kinds(Coordinator.Command.class),
                        Cases.kinds(Worker.Command.class),
                        Stream.of(Coordinator.Viewed.class, Coordinator.Answered.class, Coordinator.Told.class))
                .flatMap(kinds -> kinds)
                .filter(Wire.class::isAssignableFrom)
                .forEach(type -> visit(type, found));
        return found;
    }

    private static void visit(Class<?> type, Set<Class<?>> found) {
        boolean ours = type.getName().startsWith("org.pieria");
        if (ours && type.isSealed()) {
            Cases.kinds(type).forEach(kind -> visit(kind, found));
        } else if (ours && found.add(type) && type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                visit(component.getType(), found);
                mentioned(component).forEach(argument -> visit(argument, found));
            }
        }
    }

    private static List<Class<?>> mentioned(RecordComponent component) {
        List<Class<?>> types = new ArrayList<>();
        if (component.getGenericType() instanceof ParameterizedType generic
                && !ActorRef.class.equals(component.getType())) {
            for (Type argument : generic.getActualTypeArguments()) {
                if (argument instanceof Class<?> type) {
                    types.add(type);
                }
            }
        }
        return types;
    }

    private static void collect(Object value, Set<Class<?>> tried) {
        if (value instanceof Iterable<?> values) {
            values.forEach(each -> collect(each, tried));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(each -> collect(each, tried));
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(each -> collect(each, tried));
        } else if (value instanceof Enum<?> constant) {
            tried.add(constant.getDeclaringClass());
        } else if (value.getClass().isRecord() && tried.add(value.getClass())) {
            components(value).forEach(each -> collect(each, tried));
        } else if (value.getClass().isRecord()) {
            components(value).forEach(each -> collect(each, tried));
        }
    }

    private static Stream<Object> components(Object value) {
        return Stream.of(value.getClass().getRecordComponents()).map(component -> {
            try {
                return component.getAccessor().invoke(value);
            } catch (ReflectiveOperationException impossible) {
                throw new LinkageError(component.toString(), impossible);
            }
        });
    }
}
