package io.reelbudget.forecast.series;

import java.util.Arrays;

/** Reads the numbers of a {@link ModelState} in the order in which they were written. Not thread-safe. */
public final class StateReader {

    private final double[] numbers;
    private int next;

    StateReader(double[] numbers) {
        this.numbers = numbers;
    }

    /** Returns the next number. */
    public double next() {
        if (next >= numbers.length) {
            throw wrong();
        }
        return numbers[next++];
    }

    /** Returns the next number, which was a whole one. */
    public int nextInt() {
        double number = next();
        if (number != (int) number) {
            throw wrong();
        }
        return (int) number;
    }

    /** Returns the numbers that were added together. */
    public double[] nextAll() {
        int count = nextInt();
        if (count < 0 || count > numbers.length - next) {
            throw wrong();
        }
        next += count;
        return Arrays.copyOfRange(numbers, next - count, next);
    }

    /** Returns the text that was added. */
    public String nextText() {
        StringBuilder text = new StringBuilder();
        for (double letter : nextAll()) {
            text.append((char) letter);
        }
        return text.toString();
    }

    /** Returns the state within this one. */
    public ModelState nextState() {
        return new ModelState(nextText(), nextInt(), nextAll());
    }

    /**
     * Returns the state within this one.
     *
     * @param model whose state it must be
     */
    public ModelState nextState(String model) {
        ModelState state = nextState();
        if (!state.model().equals(model)) {
            throw new IllegalArgumentException("State within was of model '" + state.model() + "' but must be of '"
                    + model + "'; fit the model anew.");
        }
        return state;
    }

    /** Refuses numbers that are left over. */
    public void end() {
        if (next != numbers.length) {
            throw wrong();
        }
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("State had " + numbers.length + " numbers, which do not fit its layout at "
                + next + "; fit the model anew.");
    }
}
