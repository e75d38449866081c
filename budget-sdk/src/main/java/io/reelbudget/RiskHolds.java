package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.Quantiles;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.CommittedWork;
import io.reelbudget.policy.admission.CostCurve;
import io.reelbudget.policy.admission.RiskLevels;
import io.reelbudget.policy.admission.RiskSizing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Sizes a job's hold by what all jobs of its account that run cost together. The ledger's open holds say which those
 * are, and their labels what was expected of them; so what is held is always the ledger's word.
 *
 * <p>This class is thread-safe. Whoever sizes a hold and places it does both under {@link #turnOf} the account, so that
 * two of this process do not size theirs by the same open holds. Those of other processes may: then the ledger still
 * holds no more than there is, and the next admission makes up for what the two left out.
 */
final class RiskHolds {

    private static final int TURNS = 256;

    private final BlockingLedger ledger;
    private final Map<Double, RiskSizing<AccountPath, HoldId>> sizings = new ConcurrentHashMap<>();
    private final Map<HoldId, CostCurve> curves = new ConcurrentHashMap<>();
    private final Object[] turns = Stream.generate(Object::new).limit(TURNS).toArray();

    private volatile Runnable learnt = () -> {};

    RiskHolds(BlockingLedger ledger) {
        this.ledger = ledger;
    }

    /** Sets who is told that something may have been learnt. */
    void onLearnt(Runnable listener) {
        learnt = listener;
    }

    /** Goes on with what was learnt before. */
    void resume(List<RiskLevels<AccountPath>> levels) {
        levels.forEach(each -> sizings.put(each.risk(), RiskSizing.resumed(each)));
    }

    /** Returns what was learnt, by risk. */
    List<RiskLevels<AccountPath>> learnt() {
        return sizings.values().stream()
                .map(RiskSizing::learnt)
                .sorted(Comparator.comparing(RiskLevels::risk))
                .toList();
    }

    /** Returns what to hold while a hold of an account is sized and placed. */
    Object turnOf(AccountPath account) {
        return turns[Math.floorMod(account.hashCode(), turns.length)];
    }

    /** Returns how much a running job's hold would have to be, by what is expected of it now. */
    Amount shareAgain(Admission.Admitted admitted, double risk, PriceEstimate price) {
        curves.put(admitted.hold(), CostCurve.of(price.micros()));
        List<CostCurve> running = new ArrayList<>();
        long others = 0;
        for (OpenHold open : ledger.openHolds(admitted.account())) {
            running.add(curve(open));
            others += open.id().equals(admitted.hold()) ? 0 : open.amount().micros();
        }
        return missing(admitted.account(), risk, running, others, price);
    }

    /** Returns how much a job adds to what its account has to hold; a millionth at the least. */
    Amount share(AccountPath account, double risk, PriceEstimate price) {
        List<CostCurve> running = new ArrayList<>();
        long held = 0;
        for (OpenHold open : ledger.openHolds(account)) {
            running.add(curve(open));
            held += open.amount().micros();
        }
        running.add(CostCurve.of(price.micros()));
        return missing(account, risk, running, held, price);
    }

    private Amount missing(AccountPath account, double risk, List<CostCurve> running, long held, PriceEstimate price) {
        long total = Math.round(Math.min(sizing(risk).total(account, running), Amount.MAX_MICROS));
        return Amount.ofMicros(Math.max(1, total - held), price.p50().unit());
    }

    /** Takes note of a hold that was placed. */
    void placed(AccountPath account, double risk, Amount left) {
        List<OpenHold> open = ledger.openHolds(account);
        double held = open.stream().mapToDouble(each -> each.amount().micros()).sum();
        sizing(risk).admitted(account, open.stream().map(OpenHold::id).toList(), held, (double) left.micros());
    }

    /** Takes note of a job's end. */
    void ended(HoldId hold, Amount cost) {
        curves.remove(hold);
        sizings.values().forEach(sizing -> sizing.ended(hold, (double) cost.micros()));
        if (!sizings.isEmpty()) {
            learnt.run();
        }
    }

    private RiskSizing<AccountPath, HoldId> sizing(double risk) {
        return sizings.computeIfAbsent(risk, RiskSizing::of);
    }

    private CostCurve curve(OpenHold open) {
        CostCurve known = curves.get(open.id());
        return known != null ? known : curves.computeIfAbsent(open.id(), id -> expected(open));
    }

    /** A hold of the host's own, without expectations, is expected to cost what it holds. */
    private static CostCurve expected(OpenHold open) {
        Labels labels = open.labels();
        try {
            return CostCurve.of(new Quantiles(
                    micros(labels, CommittedWork.LABEL_P10),
                    micros(labels, CommittedWork.LABEL_P50),
                    micros(labels, CommittedWork.LABEL_P90)));
        } catch (IllegalArgumentException illegible) {
            return CostCurve.of(Quantiles.certain((double) open.amount().micros()));
        }
    }

    private static double micros(Labels labels, String name) {
        return new BigDecimal(labels.values().getOrDefault(name, ""))
                .movePointRight(6)
                .doubleValue();
    }
}
