package org.pieria.cluster.config;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a value must satisfy beyond its type.
 *
 * @param words ends the sentence "it must be ..."; empty if everything is allowed
 */
record Rule(String words, Predicate<Object> test) {

    static final Rule ANY = new Rule("", value -> true);
    static final Rule POSITIVE = new Rule(
            "above 0", value -> value instanceof Duration d ? !d.isNegative() && !d.isZero() : number(value) > 0);
    static final Rule FRACTION = new Rule("at least 0 and below 1", value -> number(value) >= 0 && number(value) < 1);
    static final Rule POWER_OF_TWO = new Rule(
            "a power of two from 1 to 65536",
            value -> number(value) <= 65536 && Long.bitCount((long) number(value)) == 1);
    static final Rule NOT_EMPTY =
            new Rule("not empty", value -> !value.toString().isBlank());
    static final Rule PORT = between(0, 65535);

    static Rule atLeast(double least) {
        return new Rule("at least " + plain(least), value -> number(value) >= least);
    }

    static Rule between(double least, double most) {
        return new Rule(
                "from " + plain(least) + " to " + plain(most),
                value -> number(value) >= least && number(value) <= most);
    }

    static Rule matching(String pattern, String words) {
        Predicate<String> whole = Pattern.compile(pattern).asMatchPredicate();
        return new Rule(words, value -> whole.test(value.toString()));
    }

    static Rule oneOf(String... choices) {
        return new Rule("one of " + String.join(", ", choices), List.of(choices)::contains);
    }

    /** The word {@code variant}, or what the rule asks for. */
    static Rule orVariant(Rule rule) {
        return new Rule(rule.words() + ", or variant", value -> value.equals("variant") || rule.test.test(value));
    }

    /** Every element satisfies the rule, and there is at least one. */
    static Rule each(Rule element) {
        return new Rule(
                "a list with at least one element, each " + element.words(),
                value -> value instanceof List<?> values
                        && !values.isEmpty()
                        && values.stream().allMatch(element.test()));
    }

    /** Every element satisfies the rule; there may be none. */
    static Rule eachIfAny(Rule element) {
        return new Rule(
                "a list, each element " + element.words(),
                value -> value instanceof List<?> values && values.stream().allMatch(element.test()));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
