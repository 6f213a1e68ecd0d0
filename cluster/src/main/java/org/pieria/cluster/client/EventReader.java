package org.pieria.cluster.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.OptimizerView;
import org.pieria.actors.view.PhaseView;
import org.pieria.actors.view.RunEvent;
import org.pieria.actors.view.RunView;
import org.pieria.actors.view.WorkerView;

/** Reads what the cluster says over HTTP back into records. Numbers that JSON cannot hold come as null and are NaN here. */
public final class EventReader {

    private static final Map<String, Class<?>> EVENTS = Arrays.stream(RunEvent.class.getPermittedSubclasses())
            .collect(Collectors.toMap(type -> kebab(type.getSimpleName()), Function.identity()));

    private final ObjectMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addDeserializer(float.class, new FloatOrNaN())
                    .addDeserializer(double.class, new DoubleOrNaN())
                    .addDeserializer(Double.class, new DoubleOrNaN()))
            .build();

    /** The event of a frame; empty if its name is of a newer version than this one. */
    public Optional<RunEvent> event(SseFrame frame) throws JsonProcessingException {
        Class<?> type = EVENTS.get(frame.event());
        return type == null ? Optional.empty() : Optional.of((RunEvent) mapper.readValue(frame.data(), type));
    }

    /** The view that {@code GET /v1/cluster} answers. */
    public ClusterView view(String json) throws JsonProcessingException {
        JsonNode root = mapper.readTree(json);
        return new ClusterView(
                mapper.treeToValue(root.path("run"), RunView.class),
                list(root.path("phases"), PhaseView.class),
                list(root.path("workers"), WorkerView.class),
                list(root.path("checkpoints"), CheckpointRef.class),
                optimizer(root.path("optimizer")));
    }

    /** StepApplied is step-applied on the wire. */
    static String kebab(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private Optional<OptimizerView> optimizer(JsonNode node) throws JsonProcessingException {
        return node.isObject() ? Optional.of(mapper.treeToValue(node, OptimizerView.class)) : Optional.empty();
    }

    private <T> List<T> list(JsonNode node, Class<T> element) throws JsonProcessingException {
        List<T> read = new ArrayList<>();
        for (JsonNode each : node) {
            read.add(mapper.treeToValue(each, element));
        }
        return read;
    }

    private static final class FloatOrNaN extends StdScalarDeserializer<Float> {
        FloatOrNaN() {
            super(float.class);
        }

        @Override
        public Float deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.getFloatValue();
        }

        @Override
        public Float getNullValue(DeserializationContext context) {
            return Float.NaN;
        }
    }

    private static final class DoubleOrNaN extends StdScalarDeserializer<Double> {
        DoubleOrNaN() {
            super(double.class);
        }

        @Override
        public Double deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.getDoubleValue();
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return Double.NaN;
        }
    }
}
