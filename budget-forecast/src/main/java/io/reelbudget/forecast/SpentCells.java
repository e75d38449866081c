package io.reelbudget.forecast;

/** How likely so much has been spent: probability by cells of equal amounts, from nothing on; mutable. */
final class SpentCells {

    static final int CELLS = 120;

    private final double cell;
    private double[] mass = new double[CELLS + 1];

    /** @param most the amount of the last cell, more than zero */
    SpentCells(double most) {
        this.cell = most / CELLS;
        mass[0] = 1;
    }

    /** Spends, and returns how likely that led beyond the last cell, where nothing is kept. */
    double spend(Marginal increment) {
        double[] kernel = new double[CELLS + 1];
        double above = 1;
        for (int i = 0; i <= CELLS; i++) {
            double next = increment.exceeds((i + 0.5) * cell);
            kernel[i] = above - next;
            above = next;
        }
        double[] after = new double[CELLS + 1];
        for (int from = 0; from <= CELLS; from++) {
            for (int by = 0; mass[from] > 0 && by <= CELLS - from; by++) {
                after[from + by] += mass[from] * kernel[by];
            }
        }
        double before = total();
        mass = after;
        return before - total();
    }

    /** Counts whoever spent less than an amount as having spent it: the rest of it expired. */
    void raiseTo(double amount) {
        int least = (int) Math.min(CELLS, Math.round(amount / cell));
        for (int i = 0; i < least; i++) {
            mass[least] += mass[i];
            mass[i] = 0;
        }
    }

    /**
     * Takes out who has spent an amount, and returns how likely that is. A cell holds amounts half a cell to both sides
     * of its own; of one at the edge a part is taken out.
     */
    double takeOut(double amount) {
        double taken = 0;
        for (int i = 0; i <= CELLS; i++) {
            double part = Math.max(0, Math.min(1, i + 0.5 - amount / cell));
            taken += mass[i] * part;
            mass[i] *= 1 - part;
        }
        return taken;
    }

    /** Returns the mean of what is left of an amount, zero where more was spent. */
    double meanLeftOf(double amount) {
        double mean = 0;
        for (int i = 0; i <= CELLS; i++) {
            mean += mass[i] * Math.max(0, amount - i * cell);
        }
        return mean;
    }

    private double total() {
        double total = 0;
        for (double probability : mass) {
            total += probability;
        }
        return total;
    }
}
