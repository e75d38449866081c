package io.reelbudget.policy.scaling;

/**
 * How long jobs wait that come at random, where several servers take them in order.
 *
 * <p>Erlang's second formula (Erlang 1917) for M/M/c, by the recursion of his first (Jagerman 1974), which stays within
 * 0 and 1 for any number of servers. Where service times vary more than exponential ones, waits are taken to be longer
 * by (1 + c²) / 2, c being their coefficient of variation (Allen and Cunneen, in Allen 1990); where they vary less, the
 * exponential stands, on the safe side. The search for the least number of servers begins at the offered load, below
 * which queues grow without end, plus its square root (Halfin and Whitt 1981), and goes down or up from there.
 */
final class ErlangC {

    private ErlangC() {}

    /**
     * Returns the probability that a job waits at all.
     *
     * @param load the mean number of busy servers, more than zero
     * @param servers more than {@code load}
     */
    static double waits(double load, int servers) {
        double blocked = 1; // Erlang's first formula for no server
        for (int each = 1; each <= servers; each++) {
            blocked = load * blocked / (each + load * blocked);
        }
        return servers * blocked / (servers - load * (1 - blocked));
    }

    /**
     * Returns the probability that a job waits longer than so many mean service times.
     *
     * @param variation the squared coefficient of variation of service times
     */
    static double waitsLonger(double load, int servers, double variation, double serviceTimes) {
        if (servers <= load) {
            return 1;
        }
        double stretch = Math.max(1, (1 + variation) / 2);
        return waits(load, servers) * Math.exp(-(servers - load) * serviceTimes / stretch);
    }

    /**
     * Returns the least number of servers with which no more than a share of jobs waits longer.
     *
     * @param risk the share, more than zero and less than one
     * @param most where to stop looking
     * @return more than {@code most} where that is not enough
     */
    static int servers(double load, double variation, double serviceTimes, double risk, int most) {
        if (load >= most) {
            return most + 1;
        }
        int servers = (int) Math.min(most, Math.ceil(load + Math.sqrt(load)));
        while (servers > 1 && servers - 1 > load && waitsLonger(load, servers - 1, variation, serviceTimes) <= risk) {
            servers--;
        }
        while (servers <= most && waitsLonger(load, servers, variation, serviceTimes) > risk) {
            servers++;
        }
        return servers;
    }
}
