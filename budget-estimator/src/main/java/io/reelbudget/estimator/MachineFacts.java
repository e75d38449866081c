package io.reelbudget.estimator;

/**
 * What {@code lscpu} says of a machine.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param architecture vendor, family and model of the processor in one word: machines of one are alike
 * @param megahertz the highest clock rate
 * @param cores how many cores, over all sockets
 * @param level2Kib the level 2 cache of a core
 * @param amd whether the vendor is AMD
 */
public record MachineFacts(String architecture, double megahertz, double cores, double level2Kib, boolean amd) {

    /** Returns the numbers that machines are compared by. */
    public double[] numbers() {
        return new double[] {Math.log(megahertz), Math.log(cores), Math.log(level2Kib), amd ? 1 : 0};
    }
}
