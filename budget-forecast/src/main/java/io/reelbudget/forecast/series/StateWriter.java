package io.reelbudget.forecast.series;

import java.util.Arrays;

/** Writes a {@link ModelState}, one number after the other. Not thread-safe. */
public final class StateWriter {

    private final String model;
    private final int version;
    private double[] numbers = new double[64];
    private int count;

    StateWriter(String model, int version) {
        this.model = model;
        this.version = version;
    }

    /** Adds a number; whole ones are exact up to 2<sup>53</sup>. */
    public StateWriter add(double number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = number;
        return this;
    }

    /** Adds numbers, with how many there are. */
    public StateWriter addAll(double... more) {
        add(more.length);
        for (double number : more) {
            add(number);
        }
        return this;
    }

    /** Adds a short text, a number a character. */
    public StateWriter addText(String text) {
        return addAll(text.chars().asDoubleStream().toArray());
    }

    /** Adds a state within this one, with its model's name and version. */
    public StateWriter addState(ModelState inner) {
        return addText(inner.model()).add(inner.version()).addAll(inner.numbers());
    }

    /** Returns the state of all that was added. */
    public ModelState done() {
        return new ModelState(model, version, Arrays.copyOf(numbers, count));
    }
}
