package org.pieria.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Numbers that another implementation computed: lines of a name, a colon and values. */
public final class Fixture {

    private final Map<String, float[]> values = new LinkedHashMap<>();

    private Fixture() {}

    /** Reads a resource beside a test. */
    public static Fixture of(Class<?> test, String resource) {
        Fixture fixture = new Fixture();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(test.getResourceAsStream(resource), resource), StandardCharsets.UTF_8))) {
            lines.lines().forEach(fixture::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fixture;
    }

    public float[] get(String name) {
        return Objects.requireNonNull(values.get(name), () -> "the fixture has no " + name);
    }

    public Set<String> names() {
        return values.keySet();
    }

    private void add(String line) {
        int colon = line.indexOf(": ");
        String[] numbers = line.substring(colon + 2).split(" ", -1);
        float[] parsed = new float[numbers.length];
        for (int i = 0; i < parsed.length; i++) {
            parsed[i] = Float.parseFloat(numbers[i]);
        }
        values.put(line.substring(0, colon), parsed);
    }
}
