package io.reelbudget.policy.scaling;

import io.reelbudget.money.Amount;
import io.reelbudget.policy.scaling.CapacityDemand.Arrivals;
import io.reelbudget.policy.scaling.CapacityDemand.Job;
import io.reelbudget.policy.scaling.CapacityDemand.Running;
import io.reelbudget.policy.scaling.CapacityPlan.Bound;
import io.reelbudget.policy.scaling.CapacityPlan.Start;
import io.reelbudget.policy.scaling.WorkTotal.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans how many instances to start, of which type and when.
 *
 * <p>For what waits: the cheapest fleet with which each deadline is met at the wanted probability, by the bound of
 * {@code Deadlines}: Graham's for whole jobs in order of deadlines, begun at the fluid bound, which no fleet can be
 * below. For what is expected to come at random: the fewest instances of the cheapest type with which no larger share
 * of jobs than the probability leaves waits longer than it should, by Erlang's second formula; they come on top, which
 * is on the safe side, as nothing is shared. Instances run one job at a time.
 *
 * <p>Interruptions of spot instances are not foreseen: what is lost is planned anew.
 *
 * <p>The same demand gives the same plan. This class is immutable and thread-safe.
 */
public final class CapacityPlanner {

    private static final int HALVINGS = 40;

    private final FleetTerms terms;

    private CapacityPlanner(FleetTerms terms) {
        this.terms = terms;
    }

    /** Returns a planner. */
    public static CapacityPlanner of(FleetTerms terms) {
        return new CapacityPlanner(terms);
    }

    /** Plans, whatever it costs; see {@link CapacityPlan#within}. */
    public CapacityPlan plan(CapacityDemand demand) {
        double z = NormalCurve.quantile(terms.probability());
        int limit = Math.max(0, terms.mostInstances() - runningOf(demand, Optional.empty()));
        LateJobs late = new LateJobs(terms, demand, z);
        Fleet fleet = new Fleet(demand, terms.offers());
        double work = work(demand.jobs(), z);
        Optional<int[]> found = Optional.empty();
        Deadlines deadlines = late.deadlines();
        while (found.isEmpty() && work > 0) {
            FleetSearch search = new FleetSearch(terms.offers(), deadlines, fleet, caps(demand), limit, work);
            found = search.cheapest();
            if (found.isEmpty()) {
                if (limit == 0 && fleet.runs() == 0) {
                    break;
                }
                deadlines = late.without(search.firstMissedByFull());
            }
        }
        int[] counts = found.orElseGet(() -> new int[terms.offers().size()]);
        fleet.set(counts);
        List<Start> starts = new ArrayList<>(starts(demand.now(), fleet, deadlines, work));
        int left = limit - starts.stream().mapToInt(Start::count).sum();
        Optional<Start> forArrivals = demand.arrivals().flatMap(arrivals -> arriving(demand, arrivals, left));
        forArrivals.ifPresent(starts::add);
        int least = least(demand, late.deadlines(), work);
        Amount cost = starts.stream()
                .map(Start::cost)
                .reduce(Amount.zero(terms.offers().get(0).perHour().unit()), Amount::plus);
        boolean isShort = late.isShortOfInstances()
                || demand.arrivals().filter(each -> wanted(demand, each) > left).isPresent();
        Bound bound = isShort ? Bound.LIMITS : bound(demand, starts, forArrivals, deadlines);
        double pace = fleet.totalPace();
        Duration cleared = pace > 0 ? longestBoot(fleet).plus(Seconds.time(work / pace)) : Duration.ZERO;
        return new CapacityPlan(starts, late.all(), bound, least, cost, cleared);
    }

    /**
     * Returns how many instances of any type a demand needs in all, those that run included: what is left once whatever
     * is not needed has gone.
     */
    public int needed(CapacityDemand demand) {
        return plan(new CapacityDemand(demand.now(), demand.jobs(), List.of(), demand.arrivals()))
                .instances();
    }

    private Duration longestBoot(Fleet fleet) {
        Duration longest = Duration.ZERO;
        for (int offer = 0; offer < terms.offers().size(); offer++) {
            Duration boot = terms.offers().get(offer).boot();
            longest = fleet.count(offer) > 0 && boot.compareTo(longest) > 0 ? boot : longest;
        }
        return longest;
    }

    private List<Start> starts(Instant now, Fleet fleet, Deadlines deadlines, double work) {
        List<Start> starts = new ArrayList<>();
        double slack = slack(fleet, deadlines);
        for (int offer = 0; offer < terms.offers().size(); offer++) {
            InstanceOffer each = terms.offers().get(offer);
            int count = fleet.count(offer);
            if (count > 0) {
                Duration paid = each.boot().plus(Seconds.time(work / fleet.totalPace()));
                starts.add(new Start(each, count, now, now.plusMillis((long) (1000 * slack)), paid));
            }
        }
        return starts;
    }

    /** Returns by how many seconds the order may come later without missing a deadline. */
    private static double slack(Fleet fleet, Deadlines deadlines) {
        if (deadlines.rows().isEmpty()) {
            return 0;
        }
        double low = 0;
        double high = deadlines.rows().get(deadlines.rows().size() - 1).due();
        for (int halving = 0; halving < HALVINGS && high > low; halving++) {
            double middle = (low + high) / 2;
            if (deadlines.areMetBy(fleet.later(middle))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Optional<Start> arriving(CapacityDemand demand, Arrivals arrivals, int left) {
        if (left < 1) {
            return Optional.empty();
        }
        Optional<Start> cheapest = Optional.empty();
        for (InstanceOffer offer : terms.offers()) {
            int wanted = servers(arrivals, offer) - (demand.jobs().isEmpty() ? runningOf(demand, Optional.empty()) : 0);
            int count = Math.min(wanted, Math.min(left, offer.most() - runningOf(demand, Optional.of(offer))));
            if (count < 1) {
                continue;
            }
            Instant ordered = arrivals.from().minus(offer.boot());
            Instant from = ordered.isBefore(demand.now()) ? demand.now() : ordered;
            Start start = new Start(offer, count, from, from, offer.boot().plus(arrivals.lasting()));
            boolean isEnough = count == wanted;
            boolean isBetter = cheapest.isEmpty()
                    || (isEnough && start.cost().isLessThan(cheapest.get().cost()));
            cheapest = isBetter ? Optional.of(start) : cheapest;
        }
        return cheapest;
    }

    /** Returns how many instances arrivals want of the type that wants fewest, beside what runs. */
    private int wanted(CapacityDemand demand, Arrivals arrivals) {
        int fewest = Integer.MAX_VALUE;
        for (InstanceOffer offer : terms.offers()) {
            fewest = Math.min(fewest, servers(arrivals, offer));
        }
        return fewest - (demand.jobs().isEmpty() ? runningOf(demand, Optional.empty()) : 0);
    }

    private int servers(Arrivals arrivals, InstanceOffer offer) {
        Term job = Term.of(arrivals.cpuSeconds());
        double service = job.mean() / offer.pace();
        double load = arrivals.perHour() / 3600 * service;
        double variation = Math.expm1(job.deviation() * job.deviation());
        return ErlangC.servers(
                load,
                variation,
                Seconds.of(arrivals.longestWait()) / service,
                1 - terms.probability(),
                InstanceOffer.MOST);
    }

    private int least(CapacityDemand demand, Deadlines deadlines, double work) {
        Fleet running = new Fleet(demand, terms.offers());
        int least = work > 0 && running.runs() == 0 ? 1 : 0;
        int fewest = Integer.MAX_VALUE;
        for (InstanceOffer offer : terms.offers()) {
            fewest = Math.min(
                    fewest, deadlines.leastOf(offer.pace(), Seconds.of(offer.boot()), running, InstanceOffer.MOST));
        }
        return Math.max(least, fewest);
    }

    private static Bound bound(
            CapacityDemand demand, List<Start> starts, Optional<Start> forArrivals, Deadlines deadlines) {
        if (demand.jobs().isEmpty() && demand.arrivals().isEmpty()) {
            return Bound.NOTHING_TO_DO;
        }
        if (starts.isEmpty()) {
            return Bound.ENOUGH_RUNS;
        }
        int forJobs = starts.size() - (forArrivals.isPresent() ? 1 : 0);
        if (forJobs == 0) {
            return Bound.ARRIVALS;
        }
        boolean isOne =
                demand.running().isEmpty() && forJobs == 1 && starts.get(0).count() == 1;
        return isOne || deadlines.rows().isEmpty() ? Bound.ONE_IS_ENOUGH : Bound.DEADLINES;
    }

    private int[] caps(CapacityDemand demand) {
        return terms.offers().stream()
                .mapToInt(offer -> Math.max(0, offer.most() - runningOf(demand, Optional.of(offer))))
                .toArray();
    }

    private static int runningOf(CapacityDemand demand, Optional<InstanceOffer> offer) {
        return demand.running().stream()
                .filter(group -> offer.isEmpty()
                        || group.offer().name().equals(offer.get().name()))
                .mapToInt(Running::count)
                .sum();
    }

    private static double work(List<Job> jobs, double z) {
        WorkTotal total = new WorkTotal();
        jobs.forEach(job -> total.add(Term.of(job.cpuSeconds())));
        return total.quantile(z);
    }
}
