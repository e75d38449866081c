package io.reelbudget.estimator;

/**
 * What {@code lscpu} says of a machine.
 *
 * <p>Of all it says these foretold machines left out best: the clock that the processor is sold with, to which speed is
 * in proportion, its architecture, and the cores of a socket.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param architecture vendor, family and model of the processor in one word: machines of one are alike
 * @param ratedMegahertz the clock in the processor's name, else the highest, more than zero
 * @param coresPerSocket how many cores share a socket, one or more
 */
public record MachineFacts(String architecture, double ratedMegahertz, double coresPerSocket) {

    public MachineFacts {
        if (!(ratedMegahertz > 0 && ratedMegahertz < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Machine's clock was " + ratedMegahertz + " MHz but must be more than zero; take it from lscpu.");
        }
        if (!(coresPerSocket >= 1 && coresPerSocket < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Cores of a socket were " + coresPerSocket + " but must be one or more; take them from lscpu.");
        }
    }

    /** Returns the numbers that machines are compared by. */
    public double[] numbers() {
        return new double[] {Math.log(coresPerSocket)};
    }

    /** Returns the logarithm of how many seconds something would take at one megahertz that takes so many here. */
    public double atOneMegahertz(double logSeconds) {
        return logSeconds + Math.log(ratedMegahertz);
    }

    /** Returns the logarithm of how many seconds something takes here that would take so many at one megahertz. */
    public double atRatedClock(double logSeconds) {
        return logSeconds - Math.log(ratedMegahertz);
    }
}
