package org.pellucid.blackbox;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.pellucid.api.explain.MethodOption;

/**
 * An option of a method, declared once: from that it is described to users, read with its range in the message, and
 * compared with the configuration that may set it. Immutable.
 *
 * @param <T> type of its value
 */
public final class DeclaredOption<T> {
    private static final String SEPARATOR = "[;\\s]+";

    private final String name;
    private final String description;
    /** {@code null} if what holds depends on other things. */
    private final T byDefault;
    private final String defaultWords;
    private final String rangeWords;
    /** As a configuration states it, empty if it cannot. */
    private final String range;
    private final String must;
    private final Function<String, T> parser;

    private DeclaredOption(String name, String description, T byDefault, String defaultWords, String rangeWords,
            String range, String must, Function<String, T> parser) {
        this.name = name;
        this.description = description;
        this.byDefault = byDefault;
        this.defaultWords = defaultWords;
        this.rangeWords = rangeWords;
        this.range = range;
        this.must = must;
        this.parser = parser;
    }

    /**
     * {@return a whole number}
     *
     * @param name        key
     * @param byDefault   what holds when it is not given
     * @param min         least value allowed
     * @param max         greatest value allowed
     * @param description what it does, with its unit
     */
    public static DeclaredOption<Integer> whole(String name, int byDefault, int min, int max, String description) {
        String range = min + ".." + max;
        return new DeclaredOption<>(name, description, byDefault, Integer.toString(byDefault), range, range,
                "a whole number from " + min + " to " + max, text -> within(Integer.valueOf(text), min, max));
    }

    /**
     * {@return a number}
     *
     * @param name        key
     * @param byDefault   what holds when it is not given
     * @param min         least value allowed
     * @param max         greatest value allowed
     * @param description what it does, with its unit
     */
    public static DeclaredOption<Double> number(String name, double byDefault, double min, double max,
            String description) {
        String range = plain(min) + ".." + plain(max);
        return new DeclaredOption<>(name, description, byDefault, plain(byDefault), range, range,
                "a number from " + min + " to " + max, text -> within(Double.valueOf(text), min, max));
    }

    /**
     * {@return numbers, at least one, separated by spaces or semicolons}
     *
     * @param name         key
     * @param defaultWords what holds when they are not given, for people
     * @param min          least value allowed
     * @param max          greatest value allowed
     * @param description  what they do, with their unit
     */
    public static DeclaredOption<double[]> numbers(String name, String defaultWords, double min, double max,
            String description) {
        return new DeclaredOption<>(name, description, null, defaultWords, plain(min) + ".." + plain(max) + " each", "",
                "numbers from " + min + " to " + max + ", separated by spaces or semicolons",
                text -> Arrays.stream(text.split(SEPARATOR)).mapToDouble(part -> within(Double.valueOf(part), min, max))
                        .toArray());
    }

    /**
     * {@return a seed, by default that of the request}
     *
     * @param description of what
     */
    public static DeclaredOption<Long> seed(String description) {
        return new DeclaredOption<>("seed", description, null, "the general seed", "any whole number", "",
                "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE, Long::valueOf);
    }

    /**
     * {@return one of several words}
     *
     * @param name        key
     * @param byDefault   what holds when it is not given; the constants of its type, in lower case, are the words
     * @param description what they mean
     * @param <E>         type
     */
    public static <E extends Enum<E>> DeclaredOption<E> choice(String name, E byDefault, String description) {
        List<E> constants = List.of(byDefault.getDeclaringClass().getEnumConstants());
        String words = String.join("|", constants.stream().map(DeclaredOption::word).toList());
        return new DeclaredOption<>(name, description, byDefault, word(byDefault), words, words,
                "one of [" + words.replace("|", ", ") + "]", text -> Enum.valueOf(byDefault.getDeclaringClass(),
                        text.toUpperCase(Locale.ROOT)));
    }

    /**
     * {@return yes or no}
     *
     * @param name        key
     * @param byDefault   what holds when it is not given
     * @param description what both mean
     */
    public static DeclaredOption<Boolean> flag(String name, boolean byDefault, String description) {
        return new DeclaredOption<>(name, description, byDefault, Boolean.toString(byDefault), "true|false", "",
                "one of [true, false]", text -> {
                    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
                        throw new IllegalArgumentException();
                    }
                    return Boolean.valueOf(text);
                });
    }

    /**
     * {@return the same option without a default of its own}
     *
     * @param words what holds instead, for people
     */
    public DeclaredOption<T> defaultFrom(String words) {
        return new DeclaredOption<>(name, description, null, words, rangeWords, range, must, parser);
    }

    /**
     * {@return the same option with a range that depends on other things}
     *
     * @param words the range for people
     */
    public DeclaredOption<T> rangeIs(String words) {
        return new DeclaredOption<>(name, description, byDefault, defaultWords, words, range, must, parser);
    }

    private static <N extends Number> N within(N value, double min, double max) {
        if (value.doubleValue() >= min && value.doubleValue() <= max) {
            return value;
        }
        throw new IllegalArgumentException();
    }

    /** {@code 1}, not {@code 1.0}. */
    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** {@return the key} */
    public String name() {
        return name;
    }

    /** {@return what users are told} */
    public MethodOption describe() {
        return MethodOption.of(name, defaultWords, rangeWords, description);
    }

    /**
     * Describes options.
     *
     * @param options all of a method
     * @return what users are told, in the same order
     */
    public static List<MethodOption> describe(List<DeclaredOption<?>> options) {
        return options.stream().<MethodOption>map(DeclaredOption::describe).toList();
    }

    T byDefault() {
        return byDefault;
    }

    /** What a value must be, for the message that refuses one. */
    String must() {
        return must;
    }

    /** Everything it throws means that the text is wrong. */
    T parse(String text) throws IllegalArgumentException {
        return parser.apply(text);
    }

    /** {@return {@code cells=8 (1..64)}: default and range as far as a configuration can state them} */
    @Override
    public String toString() {
        return name + (byDefault == null ? "" : "=" + defaultWords) + (range.isEmpty() ? "" : " (" + range + ")");
    }
}
