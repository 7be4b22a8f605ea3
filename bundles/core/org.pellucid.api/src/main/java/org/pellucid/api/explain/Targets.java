package org.pellucid.api.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.UsageException;

/**
 * Which classes to explain.
 */
@ProviderType
public sealed interface Targets {
    /**
     * Every class whose probability exceeds a threshold; the most probable one if none does.
     *
     * @param threshold 0..1
     */
    record Predicted(double threshold) implements Targets {
    }

    /**
     * The most probable classes.
     *
     * @param count how many, at least 1
     */
    record Top(int count) implements Targets {
        private static final String WORD = "top:";

        private static int count(String text) throws UsageException {
            try {
                int count = Integer.parseInt(text.substring(WORD.length()).trim());
                if (count >= 1) {
                    return count;
                }
            } catch (NumberFormatException e) {
                // the message below says what is wanted
            }
            throw new UsageException(text + ": K must be a whole number of at least 1");
        }
    }

    /** Every class. */
    record All() implements Targets {
    }

    /**
     * Classes by name or index.
     *
     * @param namesOrIndices each a label, spaces or underscores alike, or a class index
     */
    record Listed(List<String> namesOrIndices) implements Targets {
        /** Copies the list. */
        public Listed {
            namesOrIndices = List.copyOf(namesOrIndices);
        }
    }

    /**
     * The difference of two classes' logits: what speaks for the one rather than the other.
     *
     * @param target  label or index of the class whose logit counts
     * @param against label or index of the class whose logit is subtracted
     */
    record Contrast(String target, String against) implements Targets {
        /** Stands between the two classes in texts. */
        public static final String SIGN = ">";

        private static Contrast parse(String name, String text) throws UsageException {
            List<String> classes = Stream.of(name.split(SIGN, -1)).map(String::trim).toList();
            if (classes.size() != 2 || classes.stream().anyMatch(String::isEmpty)) {
                throw new UsageException(text + ": a contrast names two classes, as in tabby" + SIGN
                        + "Egyptian_cat");
            }
            return new Contrast(classes.get(0), classes.get(1));
        }
    }

    /**
     * Several of these together; a class that more than one of them names counts once.
     *
     * @param parts at least one
     */
    record Several(List<Targets> parts) implements Targets {
        /** Copies the list. */
        public Several {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("no targets given");
            }
        }
    }

    /** Probability above which a class counts as predicted, unless another is given. */
    double THRESHOLD = 0.1;

    /** {@return every class more probable than {@value #THRESHOLD}; the most probable one if there is none} */
    static Targets predicted() {
        return predicted(THRESHOLD);
    }

    /**
     * {@return every class more probable than a threshold; the most probable one if there is none}
     *
     * @param threshold 0..1
     */
    static Targets predicted(double threshold) {
        return new Predicted(threshold);
    }

    /**
     * {@return the most probable classes}
     *
     * @param count how many, at least 1
     */
    static Targets top(int count) {
        return new Top(count);
    }

    /** {@return every class} */
    static Targets all() {
        return new All();
    }

    /**
     * {@return classes by index}
     *
     * @param indices counted from 0, at least one
     */
    static Targets of(int... indices) {
        return new Listed(IntStream.of(indices).mapToObj(Integer::toString).toList());
    }

    /**
     * {@return classes by label or by index as text}
     *
     * @param labels at least one; spaces and underscores are alike, and so are upper and lower case
     */
    static Targets of(String... labels) {
        return new Listed(List.of(labels));
    }

    /**
     * {@return the difference of two classes' logits, whose map shows what speaks for either}
     *
     * @param target  label or index as text of the class whose logit counts
     * @param against label or index as text of the class whose logit is subtracted
     */
    static Targets contrast(String target, String against) {
        return new Contrast(target, against);
    }

    /**
     * {@return the difference of two classes' logits, whose map shows what speaks for either}
     *
     * @param target  index of the class whose logit counts
     * @param against index of the class whose logit is subtracted
     */
    static Targets contrast(int target, int against) {
        return contrast(Integer.toString(target), Integer.toString(against));
    }

    /**
     * {@return these classes and others, from one run}
     *
     * @param others what to add
     */
    default Targets and(Targets others) {
        return new Several(List.of(this, others));
    }

    /**
     * Reads targets as people write them: {@code predicted}, {@code top:K}, {@code all}, or class indices and label
     * names with commas between, of which two with {@code >} between
     * are a contrast ({@code tabby>Egyptian_cat}). Whether the classes exist is for the explainer to say.
     *
     * @param text      one of these
     * @param threshold probability above which a class counts as predicted, 0..1
     * @return the targets
     * @throws UsageException if the text is none of these; the message begins with it
     */
    static Targets parse(String text, double threshold) throws UsageException {
        if (text.equals("predicted")) {
            return new Predicted(threshold);
        }
        if (text.equals("all")) {
            return new All();
        }
        if (text.startsWith(Top.WORD)) {
            return new Top(Top.count(text));
        }
        List<String> names = Stream.of(text.split(",", -1)).map(String::trim).toList();
        if (names.stream().anyMatch(name -> name.isEmpty() || name.equals("predicted") || name.equals("all")
                || name.startsWith(Top.WORD))) {
            throw new UsageException(text + ": must be predicted, top:K, all, or class indices, labels and contrasts"
                    + " A" + Contrast.SIGN + "B with commas between");
        }
        return listed(names, text);
    }

    /** Keeps the order of classes and contrasts. */
    private static Targets listed(List<String> names, String text) throws UsageException {
        List<Targets> parts = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        for (String name : names) {
            if (name.contains(Contrast.SIGN)) {
                if (!classes.isEmpty()) {
                    parts.add(new Listed(classes));
                    classes = new ArrayList<>();
                }
                parts.add(Contrast.parse(name, text));
            } else {
                classes.add(name);
            }
        }
        if (!classes.isEmpty()) {
            parts.add(new Listed(classes));
        }
        return parts.size() == 1 ? parts.get(0) : new Several(parts);
    }
}
