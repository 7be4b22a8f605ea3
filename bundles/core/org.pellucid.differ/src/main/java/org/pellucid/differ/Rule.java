package org.pellucid.differ;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.pellucid.api.UsageException;
import org.pellucid.api.diff.RuleResult;

/**
 * A condition under which a comparison fails, {@code drift.p95 > 3 * floor}:
 *
 * <pre>
 * rule   = sum ( ">" | ">=" | "<" | "<=" | "==" | "!=" ) sum
 * sum    = term { ( "+" | "-" ) term }
 * term   = factor { ( "*" | "/" ) factor }
 * factor = number [ "%" ] | figure | "(" sum ")" | "-" factor
 * </pre>
 *
 * A figure is a path of {@code diff.json}; {@code 5 %} is 0.05. Immutable.
 */
final class Rule {
    private static final String[] COMPARISONS = {">=", "<=", "==", "!=", ">", "<"};

    /** A part of a rule that has a value. */
    private interface Expression {
        double value(Map<String, Double> figures);
    }

    private final String text;
    private final Expression left;
    private final String comparison;
    private final Expression right;

    private Rule(String text, Expression left, String comparison, Expression right) {
        this.text = text;
        this.left = left;
        this.comparison = comparison;
        this.right = right;
    }

    /**
     * @param text  as typed
     * @param known paths of the figures there are
     * @throws UsageException if it cannot be read; the message names the place
     */
    static Rule parse(String text, Set<String> known) throws UsageException {
        return new Reader(text, known).rule();
    }

    /** {@return what becomes of the rule; what compares with a figure that is not known does not pass} */
    RuleResult judge(Map<String, Double> figures) {
        double a = left.value(figures);
        double b = right.value(figures);
        boolean unknown = Double.isNaN(a) || Double.isNaN(b);
        return new RuleResult(text, Double.isNaN(a) ? OptionalDouble.empty() : OptionalDouble.of(a),
                !unknown && !holds(a, b));
    }

    private boolean holds(double a, double b) {
        return switch (comparison) {
            case ">" -> a > b;
            case ">=" -> a >= b;
            case "<" -> a < b;
            case "<=" -> a <= b;
            case "==" -> a == b;
            default -> a != b;
        };
    }

    /** Reads from the left to the right. For one thread. */
    private static final class Reader {
        private final String text;
        private final Set<String> known;
        private int at;

        Reader(String text, Set<String> known) {
            this.text = text;
            this.known = known;
        }

        Rule rule() throws UsageException {
            Expression left = sum();
            String comparison = comparison();
            Expression right = sum();
            blanks();
            if (at < text.length()) {
                throw wanted("the end, or one of + - * /");
            }
            return new Rule(text, left, comparison, right);
        }

        private String comparison() throws UsageException {
            for (String each : COMPARISONS) {
                if (takes(each)) {
                    return each;
                }
            }
            throw wanted("one of > >= < <= == != + - * /");
        }

        private Expression sum() throws UsageException {
            Expression sum = term();
            while (true) {
                Expression before = sum;
                if (takes("+")) {
                    Expression next = term();
                    sum = figures -> before.value(figures) + next.value(figures);
                } else if (takes("-")) {
                    Expression next = term();
                    sum = figures -> before.value(figures) - next.value(figures);
                } else {
                    return sum;
                }
            }
        }

        private Expression term() throws UsageException {
            Expression term = factor();
            while (true) {
                Expression before = term;
                if (takes("*")) {
                    Expression next = factor();
                    term = figures -> before.value(figures) * next.value(figures);
                } else if (takes("/")) {
                    Expression next = factor();
                    term = figures -> before.value(figures) / next.value(figures);
                } else {
                    return term;
                }
            }
        }

        private Expression factor() throws UsageException {
            blanks();
            if (takes("(")) {
                Expression inner = sum();
                if (!takes(")")) {
                    throw wanted(")");
                }
                return inner;
            }
            if (takes("-")) {
                Expression inner = factor();
                return figures -> -inner.value(figures);
            }
            char first = at < text.length() ? text.charAt(at) : ' ';
            if (first >= '0' && first <= '9' || first == '.') {
                return number();
            }
            if (Character.isLetter(first)) {
                return figure();
            }
            throw wanted("a number or a figure");
        }

        private Expression number() throws UsageException {
            int from = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            double value;
            try {
                value = Double.parseDouble(text.substring(from, at));
            } catch (NumberFormatException e) {
                at = from;
                throw wanted("a number");
            }
            double scaled = takes("%") ? value / 100 : value;
            return figures -> scaled;
        }

        private Expression figure() throws UsageException {
            int from = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.'
                    || text.charAt(at) == '_')) {
                at++;
            }
            String path = text.substring(from, at);
            if (!known.contains(path)) {
                throw new UsageException(place(from) + "there is no figure '" + path + "'; there are: "
                        + String.join(", ", known));
            }
            return figures -> figures.get(path);
        }

        private void blanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private boolean takes(String token) {
            blanks();
            if (!text.startsWith(token, at)) {
                return false;
            }
            at += token.length();
            return true;
        }

        private UsageException wanted(String what) {
            blanks();
            String found = at < text.length() ? "'" + text.substring(at) + "'" : "the end";
            return new UsageException(place(at) + "here must be " + what + ", not " + found);
        }

        private String place(int position) {
            return "rule '" + text + "', character " + (position + 1) + ": ";
        }
    }
}
