package io.reelbudget.policy.scaling;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Looks for the cheapest numbers of instances that meet deadlines.
 *
 * <p>Were counts divisible, the cheapest fleet would be of two types at most: one for each of the two constraints,
 * capacity and the number of instances. So each type is tried from the fluid bound up, then full fleets, which may be
 * of more types where each is scarce, then all pairs of types; and from what was found, whatever is not needed is taken
 * away.
 *
 * <p>This class is not thread-safe.
 */
final class FleetSearch {

    /** So that planning ends within a fraction of a second. */
    private static final int MOST_LOOKS = 100_000;

    private final List<InstanceOffer> offers;
    private final Deadlines deadlines;
    private final Fleet fleet;
    private final int[] caps;
    private final int limit;
    private final double work;
    private long lastLook;
    private double leastCost;
    private int[] best = new int[0];

    /**
     * @param caps how many of each offer may still be started
     * @param limit how many in all
     * @param work the quantile of all work
     */
    FleetSearch(List<InstanceOffer> offers, Deadlines deadlines, Fleet fleet, int[] caps, int limit, double work) {
        this.offers = offers;
        this.deadlines = deadlines;
        this.fleet = fleet;
        this.caps = caps;
        this.limit = limit;
        this.work = work;
    }

    /** Returns how many of each offer to start, if any number meets the deadlines. */
    Optional<int[]> cheapest() {
        leastCost = Double.POSITIVE_INFINITY;
        lastLook = deadlines.looks() + MOST_LOOKS;
        consider(new int[offers.size()]);
        for (int offer = 0; offer < offers.size(); offer++) {
            tryBeside(new int[offers.size()], offer);
        }
        for (int[] full : fullFleets()) {
            consider(full);
        }
        for (int one = 0; one < offers.size(); one++) {
            for (int other = one + 1; other < offers.size(); other++) {
                tryPair(one, other);
            }
        }
        return best.length == 0 ? Optional.empty() : Optional.of(best);
    }

    /** Returns how far down the deadlines the best of full fleets gets, and sets the fleet to that. */
    int firstMissedByFull() {
        int farthest = -1;
        int[] chosen = new int[offers.size()];
        for (int[] full : fullFleets()) {
            fleet.set(full);
            int missed = deadlines.firstMissed(fleet);
            if (missed > farthest) {
                farthest = missed;
                chosen = full;
            }
        }
        fleet.set(chosen);
        return Math.max(0, farthest);
    }

    private void tryPair(int one, int other) {
        int most = Math.min(caps[one], limit);
        for (int first = 1; first <= most && mayLook(); first++) {
            int[] counts = new int[offers.size()];
            counts[one] = first;
            tryBeside(counts, other);
        }
    }

    private void tryBeside(int[] others, int offer) {
        fleet.set(others);
        InstanceOffer each = offers.get(offer);
        int most = Math.min(caps[offer], limit - Arrays.stream(others).sum());
        int least = deadlines.leastOf(each.pace(), Seconds.of(each.boot()), fleet, most);
        for (int count = least; count <= most && mayLook(); count++) {
            int[] counts = others.clone();
            counts[offer] = count;
            if (consider(counts)) {
                break;
            }
        }
    }

    private boolean mayLook() {
        return deadlines.looks() < lastLook;
    }

    /** Returns whether these meet the deadlines, or are dearer than others that do. */
    private boolean consider(int[] counts) {
        fleet.set(counts);
        if (work > 0 && fleet.totalPace() <= 0) {
            return false;
        }
        double cost = cost(counts);
        if (cost > leastCost) {
            return false;
        }
        if (!deadlines.areMetBy(fleet)) {
            return false;
        }
        int[] fewest = withoutSuperfluous(counts);
        fleet.set(fewest);
        double itsCost = cost(fewest);
        boolean isFewer = Arrays.stream(fewest).sum() < Arrays.stream(best).sum();
        if (itsCost < leastCost || best.length == 0 || (itsCost == leastCost && isFewer)) {
            leastCost = itsCost;
            best = fewest;
        }
        return true;
    }

    private int[] withoutSuperfluous(int[] counts) {
        int[] kept = counts.clone();
        for (int offer = 0; offer < kept.length; offer++) {
            while (kept[offer] > 0) {
                kept[offer]--;
                fleet.set(kept);
                boolean isEnough = (work <= 0 || fleet.totalPace() > 0) && deadlines.areMetBy(fleet);
                fleet.set(kept);
                if (!isEnough) {
                    kept[offer]++;
                    break;
                }
            }
        }
        return kept;
    }

    private int[][] fullFleets() {
        int[][] full = new int[offers.size()][];
        for (int first = 0; first < full.length; first++) {
            int favourite = first;
            int[] counts = new int[offers.size()];
            int left = limit;
            counts[favourite] = Math.min(caps[favourite], left);
            left -= counts[favourite];
            int[] others = IntStream.range(0, offers.size())
                    .filter(each -> each != favourite)
                    .boxed()
                    .sorted((a, b) ->
                            Double.compare(offers.get(b).pace(), offers.get(a).pace()))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int other : others) {
                counts[other] = Math.min(caps[other], left);
                left -= counts[other];
            }
            full[first] = counts;
        }
        return full;
    }

    /** What all started instances cost from the order until all work is done. */
    private double cost(int[] counts) {
        double sum = 0;
        double pace = fleet.totalPace();
        for (int offer = 0; offer < counts.length; offer++) {
            if (counts[offer] > 0) {
                InstanceOffer each = offers.get(offer);
                double step = Seconds.of(each.billing());
                double paid = Math.ceil((Seconds.of(each.boot()) + work / pace) / step) * step;
                sum += counts[offer] * paid / 3600 * each.perHour().micros();
            }
        }
        return sum;
    }
}
