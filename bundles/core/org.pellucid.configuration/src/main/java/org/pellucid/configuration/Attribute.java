package org.pellucid.configuration;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a Metatype description says of one value.
 *
 * @param id      name of the value
 * @param type    {@code Integer}, {@code String} … as in the description
 * @param min     smallest allowed, if there is one
 * @param max     largest allowed, if there is one
 * @param options the values allowed; empty if any is
 */
record Attribute(String id, String type, Optional<String> min, Optional<String> max, List<String> options) {
    private static final Set<String> WHOLE = Set.of("Byte", "Short", "Integer", "Long");
    private static final Set<String> FRACTIONS = Set.of("Float", "Double");

    /**
     * @param value of a configuration: a scalar, an array or a collection
     * @return what it must be; empty if it is that
     */
    Optional<String> refusal(Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().map(this::refusal).flatMap(Optional::stream).findFirst();
        }
        if (value.getClass().isArray()) {
            return IntStream.range(0, java.lang.reflect.Array.getLength(value))
                    .mapToObj(i -> refusal(java.lang.reflect.Array.get(value, i))).flatMap(Optional::stream)
                    .findFirst();
        }
        return isAllowed(value.toString().strip()) ? Optional.empty() : Optional.of(rule());
    }

    private boolean isAllowed(String text) {
        if (!options.isEmpty() && !options.contains(text)) {
            return false;
        }
        if (type.equals("Boolean")) {
            return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
        }
        if (!WHOLE.contains(type) && !FRACTIONS.contains(type)) {
            return true;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return (FRACTIONS.contains(type) || number.stripTrailingZeros().scale() <= 0)
                    && number.compareTo(min.map(BigDecimal::new).orElse(number)) >= 0
                    && number.compareTo(max.map(BigDecimal::new).orElse(number)) <= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String rule() {
        if (!options.isEmpty()) {
            return "must be one of " + String.join(", ", options);
        }
        if (type.equals("Boolean")) {
            return "must be true or false";
        }
        String number = WHOLE.contains(type) ? "a whole number" : "a number";
        if (min.isPresent() && max.isPresent()) {
            return "must be " + number + " in " + min.get() + ".." + max.get();
        }
        return "must be " + number + min.map(least -> " of at least " + least).orElse("")
                + max.map(most -> " of at most " + most).orElse("");
    }
}
