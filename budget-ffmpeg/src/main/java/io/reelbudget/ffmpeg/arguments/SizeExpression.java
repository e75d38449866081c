package io.reelbudget.ffmpeg.arguments;

import java.util.Map;
import java.util.Optional;

/**
 * The expressions in which filters take sizes, such as {@code min(1280,iw)} or {@code trunc(ih/4)*2}: numbers,
 * variables, the four rules of arithmetic and the functions that are used for sizes. Nested at most {@value #MAX_DEPTH}
 * deep. Not thread-safe.
 */
final class SizeExpression {

    static final int MAX_DEPTH = 50;

    private final String text;
    private final Map<String, Double> variables;
    private int at;
    private int depth;

    private SizeExpression(String text, Map<String, Double> variables) {
        this.text = text;
        this.variables = variables;
    }

    /** Returns an expression's value, or empty where it is none of these. */
    static Optional<Double> value(String text, Map<String, Double> variables) {
        SizeExpression expression = new SizeExpression(text.replace(" ", ""), variables);
        try {
            double value = expression.sum();
            return expression.at == expression.text.length() && Double.isFinite(value)
                    ? Optional.of(value)
                    : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private double sum() {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("nested too deep");
        }
        double value = product();
        while (true) {
            if (accept('+')) {
                value += product();
            } else if (accept('-')) {
                value -= product();
            } else {
                depth--;
                return value;
            }
        }
    }

    private double product() {
        double value = factor();
        while (true) {
            if (accept('*')) {
                value *= factor();
            } else if (accept('/')) {
                value /= factor();
            } else {
                return value;
            }
        }
    }

    private double factor() {
        boolean negative = accept('-');
        double value;
        if (accept('(')) {
            value = sum();
            expect(')');
        } else if (at < text.length() && Character.isLetter(text.charAt(at))) {
            value = named();
        } else {
            value = number();
        }
        return negative ? -value : value;
    }

    private double number() {
        int start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        // A lone dot or nothing at all is refused by the parser of doubles.
        return Double.parseDouble(text.substring(start, Math.min(at, start + 20)));
    }

    private double named() {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        String name = text.substring(start, at);
        if (accept('(')) {
            double value = function(name);
            expect(')');
            return value;
        }
        Double value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("unknown variable");
        }
        return value;
    }

    private double function(String name) {
        double first = sum();
        return switch (name) {
            case "min" -> Math.min(first, next());
            case "max" -> Math.max(first, next());
            case "trunc" -> first < 0 ? Math.ceil(first) : Math.floor(first);
            case "floor" -> Math.floor(first);
            case "ceil" -> Math.ceil(first);
            case "round" -> Math.rint(first);
            case "gt" -> first > next() ? 1 : 0;
            case "gte" -> first >= next() ? 1 : 0;
            case "lt" -> first < next() ? 1 : 0;
            case "lte" -> first <= next() ? 1 : 0;
            case "if" -> {
                double then = next();
                double otherwise = at < text.length() && text.charAt(at) == ',' ? next() : 0;
                yield first != 0 ? then : otherwise;
            }
            default -> throw new IllegalArgumentException("unknown function");
        };
    }

    private double next() {
        expect(',');
        return sum();
    }

    private boolean accept(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw new IllegalArgumentException("expected " + wanted);
        }
    }
}
