package io.reelbudget.bench.exhaustion;

/** How a peer with one instant and one probability did, beside the seven-day rate on the same midnights. */
final class PeerScore {

    private final Score score = new Score();

    void add(Midnight midnight, double runsOutIn, double withinDay) {
        score.add(midnight, runsOutIn, withinDay);
    }

    double errorVersusWeekRate() {
        return score.medianErrorHours() / score.medianErrorOfWeekRate();
    }

    double precisionVersusWeekRate() {
        return score.averagePrecision() / score.averagePrecisionOfWeekRate();
    }

    double brierVersusWeekRate() {
        return score.brierOfDay() / score.brierOfDayOfWeekRate();
    }

    int midnights() {
        return score.midnights();
    }
}
