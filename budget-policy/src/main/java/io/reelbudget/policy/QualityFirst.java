package io.reelbudget.policy;

import io.reelbudget.job.Machine;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.Action.ProvisionInstances;
import io.reelbudget.policy.scaling.CapacityDemand;
import io.reelbudget.policy.scaling.CapacityDemand.Running;
import io.reelbudget.policy.scaling.CapacityPlan;
import io.reelbudget.policy.scaling.CapacityPlan.Start;
import io.reelbudget.policy.scaling.CapacityPlanner;
import io.reelbudget.policy.scaling.FleetSlot;
import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.scaling.InstanceOffer;
import io.reelbudget.policy.spi.QueuedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finishes the queue as it was requested before the money is gone, on more instances. */
final class QualityFirst implements Response {

    private static final String ONLY_KIND = "instance";
    private static final double MOST_PROCESSORS = 1_024;
    private static final Duration LONGEST_BOOT = Duration.ofDays(1);

    private final FleetLimits limits;

    /** Where instances have types and prices; empty where there is one kind, paid for otherwise. */
    private final Optional<FleetTerms> priced;

    QualityFirst(FleetLimits limits) {
        this.limits = limits;
        this.priced = Optional.empty();
    }

    QualityFirst(FleetTerms terms) {
        this.limits = FleetLimits.standard();
        this.priced = Optional.of(terms);
    }

    @Override
    public String name() {
        return "prioritise-quality";
    }

    @Override
    public Remedy remedy(BudgetSituation situation, Outlook outlook) {
        int waiting = situation.queue().size();
        if (waiting == 0) {
            return Remedy.none(
                    ReasonCode.NOTHING_QUEUED,
                    "no job waits, so no instances are provisioned",
                    "Jobs run at full quality until nothing is left; then they are refused.");
        }
        if (!situation.spendable().isPositive()) {
            return Remedy.none(
                    ReasonCode.NOTHING_LEFT,
                    "nothing is left to run the queue with, so no instances are provisioned",
                    "The " + waiting + " queued jobs wait for money.");
        }
        Need need = need(situation, outlook);
        String instances = need.total() == 1 ? "1 instance is" : need.total() + " instances are";
        String jobs = waiting == 1 ? "1 queued job" : waiting + " queued jobs";
        String clause = instances + " provisioned ahead for " + jobs + need.but();
        String meaning = "The queued jobs are finished at full quality before the budget runs out; then jobs are"
                + " refused until it is renewed or topped up.";
        String reason = "The budget of " + situation.account() + " runs out: " + clause + ".";
        return new Remedy(ReasonCode.INSTANCES_PROVISIONED, actions(need, situation, reason), clause, meaning);
    }

    /**
     * What is wanted beside what is known to run.
     *
     * @param starts by type, the cheapest first
     * @param total how many in all, what runs included
     * @param but what is not met, to follow the numbers in a sentence; may be empty
     */
    private record Need(List<Start> starts, int total, String but) {}

    private Need need(BudgetSituation situation, Outlook outlook) {
        FleetTerms terms = priced.orElseGet(() -> only(situation));
        List<Running> running = running(situation, terms);
        int there = running.stream().mapToInt(Running::count).sum();
        Instant exhaustion = situation.now().plus(outlook.timeLeft());
        List<CapacityDemand.Job> jobs = situation.queue().stream()
                .map(queued -> new CapacityDemand.Job(
                        queued.job().id(), queued.estimate().cpuSeconds(), Optional.of(due(queued, exhaustion))))
                .toList();
        CapacityPlan plan = CapacityPlanner.of(terms)
                .plan(CapacityDemand.of(situation.now(), jobs).beside(running));
        int room = Math.min(terms.mostInstances(), jobs.size()) - there - plan.instances();
        List<Start> wanted = forLate(plan, terms, Math.min(plan.late().size(), room), situation.now());
        CapacityPlan whole = new CapacityPlan(
                wanted, plan.late(), plan.bound(), plan.leastInstances(), cost(wanted, terms), plan.cleared());
        CapacityPlan affordable = priced.isPresent() ? whole.within(money(situation, terms)) : whole;
        String late = plan.late().isEmpty() ? "" : ", of which " + plan.late().size() + " are late all the same";
        String poor = affordable.instances() == whole.instances()
                ? ""
                : ", though " + (there + whole.instances()) + " are needed: the money reaches for no more";
        return new Need(affordable.starts(), there + affordable.instances(), late + poor);
    }

    /** A job that is late whatever is done gets an instance of its own, of the type that is paid for already if any. */
    private static List<Start> forLate(CapacityPlan plan, FleetTerms terms, int more, Instant now) {
        List<Start> starts = new ArrayList<>(plan.starts());
        if (more < 1) {
            return starts;
        }
        InstanceOffer offer =
                starts.isEmpty() ? terms.offers().get(0) : starts.get(0).offer();
        Start first = starts.isEmpty()
                ? new Start(offer, more, now, now, plan.cleared().plus(offer.boot()))
                : starts.remove(0);
        int count = Math.min(offer.most(), plan.starts().isEmpty() ? more : first.count() + more);
        starts.add(0, new Start(offer, count, first.from(), first.latest(), first.expected()));
        return starts;
    }

    private static Amount cost(List<Start> starts, FleetTerms terms) {
        Amount none = Amount.zero(terms.offers().get(0).perHour().unit());
        return starts.stream().map(Start::cost).reduce(none, Amount::plus);
    }

    /** What may be set aside for instances besides what is. */
    private static Amount money(BudgetSituation situation, FleetTerms terms) {
        Amount held = situation.holds().stream()
                .filter(FleetSlot::isOne)
                .map(OpenHold::amount)
                .reduce(Amount.zero(situation.spendable().unit()), Amount::plus);
        return terms.cap()
                .map(cap -> cap.minus(held).min(situation.spendable()))
                .orElse(situation.spendable());
    }

    /**
     * Without prices nothing is held for instances, so what was asked for counts as there. With prices the holds say
     * what is there; what was asked for and has no receipt yet may still come, and what a receipt denied is not asked
     * for again.
     */
    private List<Action> actions(Need need, BudgetSituation situation, String reason) {
        Stance.Instances known = situation.stance().instances();
        int superfluous = priced.isPresent() ? known.asked() - known.confirmed() : known.asked();
        List<Action> actions = new ArrayList<>();
        for (Start start : need.starts()) {
            int count = start.count() - Math.min(superfluous, start.count());
            superfluous -= start.count() - count;
            if (count > 0) {
                actions.add(
                        priced.isPresent()
                                ? new ProvisionInstances(
                                        count,
                                        reason + " Beside " + known.asked() + " asked for before.",
                                        start.offer().name(),
                                        start.expected())
                                : new ProvisionInstances(count, reason));
            }
        }
        return actions;
    }

    private List<Running> running(BudgetSituation situation, FleetTerms terms) {
        return FleetSlot.among(situation.holds()).stream()
                .filter(slot -> !slot.isLeaving())
                .flatMap(slot -> terms.offer(slot.offer()).map(offer -> new Running(offer, 1, slot.ready())).stream())
                .toList();
    }

    private FleetTerms only(BudgetSituation situation) {
        Machine machine = new Machine(ONLY_KIND, Math.min(MOST_PROCESSORS, limits.processorsPerInstance()), 1);
        Duration boot = limits.bootTime().compareTo(LONGEST_BOOT) > 0 ? LONGEST_BOOT : limits.bootTime();
        int most = Math.min(InstanceOffer.MOST, limits.maximumInstances());
        Amount free = Amount.zero(situation.spendable().unit());
        return FleetTerms.of(List.of(InstanceOffer.onDemand(machine, free, boot, most)), most);
    }

    private static Instant due(QueuedJob queued, Instant exhaustion) {
        return queued.due().filter(exhaustion::isAfter).orElse(exhaustion);
    }
}
