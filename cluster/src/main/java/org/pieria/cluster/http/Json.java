package org.pieria.cluster.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.CacheControl;
import akka.http.javadsl.model.headers.CacheDirectives;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How values are written: records by component, enums by name, an absent value and a number that is none as null. */
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .addModule(forms())
            .build();

    private Json() {}

    static HttpResponse ok(Object value) {
        return response(StatusCodes.OK, value);
    }

    static HttpResponse response(StatusCode status, Object value) {
        return HttpResponse.create()
                .withStatus(status)
                .addHeader(CacheControl.create(CacheDirectives.NO_STORE))
                .withEntity(ContentTypes.APPLICATION_JSON, text(value).getBytes(StandardCharsets.UTF_8));
    }

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException cause) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), cause);
        }
    }

    private static SimpleModule forms() {
        JsonSerializer<Double> doubles = form((value, json) -> finite(value, json));
        JsonSerializer<Float> floats = form((value, json) -> finite(value, json));
        return new SimpleModule()
                .addSerializer(Double.class, doubles)
                .addSerializer(double.class, doubles)
                .addSerializer(Float.class, floats)
                .addSerializer(float.class, floats)
                .addSerializer(new Maybe());
    }

    private static void finite(double value, JsonGenerator json) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    /** A float keeps its own shortest digits; widened to double it would show seventeen. */
    private static void finite(float value, JsonGenerator json) throws IOException {
        if (Float.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private static <T> JsonSerializer<T> form(Form<T> form) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                form.write(value, json);
            }
        };
    }

    /** An optional value as the value or null. */
    private static final class Maybe extends StdSerializer<Optional<?>> {

        private static final long serialVersionUID = 1;

        Maybe() {
            super(Optional.class, false);
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (value.isPresent()) {
                provider.defaultSerializeValue(value.get(), json);
            } else {
                json.writeNull();
            }
        }
    }

    private interface Form<T> {
        void write(T value, JsonGenerator json) throws IOException;
    }
}
