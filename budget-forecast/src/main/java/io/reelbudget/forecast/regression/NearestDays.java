package io.reelbudget.forecast.regression;

import java.util.Arrays;
import java.util.Comparator;

/**
 * What came after the days that were most like the last one, from its level on. Nothing is fitted. Immutable.
 *
 * <p>Days are compared by their courses about their own level, the newest hours counting most; of those near enough to
 * have been followed by the horizon, the nearest ones count, by the inverse of their distance.
 */
final class NearestDays {

    private static final int NEIGHBOURS = 5;
    private static final int MOST_DAYS = 70;
    private static final double AGE = 0.95;
    private static final double LEAST_DISTANCE = 1e-12;
    private static final Comparator<Candidate> BY_DISTANCE = Comparator.comparingDouble(Candidate::distance);

    private final int day;
    private final double[] weights;

    /** A day, by the place after its end, with its level, its distance from the last day and how much it counts. */
    private record Candidate(int end, double level, double distance, double weight) {

        static Candidate of(int end, double level, double distance) {
            return new Candidate(end, level, distance, 1 / Math.sqrt(distance + LEAST_DISTANCE));
        }
    }

    NearestDays(int day) {
        this.day = day;
        double[] raw = RobustRegression.discount(AGE, day);
        double total = Arrays.stream(raw).sum();
        this.weights = Arrays.stream(raw).map(weight -> weight / total).toArray();
    }

    /** Returns what is expected after the first so many of some values; two days of values at least. */
    double[] forecast(double[] values, int end, int horizon) {
        double level = level(values, end);
        Candidate[] nearest = new Candidate[Math.min(MOST_DAYS, end / day - 1)];
        for (int back = 1; back <= nearest.length; back++) {
            nearest[back - 1] = candidate(values, end, level, end - back * day);
        }
        // For so many steps there is a day that was followed by as many; beyond, the forecast repeats itself.
        int known = nearest.length * day;
        Arrays.sort(nearest, BY_DISTANCE);
        double[] path = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            path[step] = step < known ? level + meanCourse(values, end, nearest, step) : path[step - day];
        }
        return path;
    }

    private Candidate candidate(double[] values, int end, double level, int candidateEnd) {
        double candidateLevel = level(values, candidateEnd);
        double distance = 0;
        for (int i = 0; i < day; i++) {
            double difference = values[candidateEnd - day + i] - candidateLevel - (values[end - day + i] - level);
            distance += weights[i] * difference * difference;
        }
        return Candidate.of(candidateEnd, candidateLevel, distance);
    }

    private double level(double[] values, int end) {
        double sum = 0;
        for (int i = 0; i < day; i++) {
            sum += weights[i] * values[end - day + i];
        }
        return sum;
    }

    private static double meanCourse(double[] values, int end, Candidate[] nearest, int step) {
        double sum = 0;
        double total = 0;
        int used = 0;
        for (int i = 0; i < nearest.length && used < NEIGHBOURS; i++) {
            Candidate one = nearest[i];
            if (one.end() + step < end) {
                sum += one.weight() * (values[one.end() + step] - one.level());
                total += one.weight();
                used++;
            }
        }
        return sum / total;
    }
}
