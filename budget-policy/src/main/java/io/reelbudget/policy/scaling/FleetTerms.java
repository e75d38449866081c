package io.reelbudget.policy.scaling;

import io.reelbudget.money.Amount;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What instances an account may have, and what may be spent on them.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param offers the types that can be had, one to {@value #MOST_OFFERS}, of different names and prices in one unit
 * @param mostInstances how many of all types at once, 1 to {@value InstanceOffer#MOST}
 * @param probability with which each deadline is to be met, 0.5 to 0.99
 * @param cap the most that may be set aside for instances at once, more than zero; empty where the account's own money
 *     is the only bound
 * @param scaleIn when instances that are not needed any more go
 */
public record FleetTerms(
        List<InstanceOffer> offers, int mostInstances, double probability, Optional<Amount> cap, ScaleInRule scaleIn) {

    /** How many offers there may be. */
    public static final int MOST_OFFERS = 16;

    /** The usual probability with which a deadline is met. */
    public static final double USUAL_PROBABILITY = 0.9;

    public FleetTerms {
        offers = List.copyOf(offers);
        if (offers.isEmpty() || offers.size() > MOST_OFFERS) {
            throw new IllegalArgumentException("Offers were " + offers.size() + " but must be 1 to " + MOST_OFFERS
                    + "; leave out those that are never the cheapest.");
        }
        if (mostInstances < 1 || mostInstances > InstanceOffer.MOST) {
            throw new IllegalArgumentException("Most instances were " + mostInstances + " but must be 1 to "
                    + InstanceOffer.MOST + "; use another policy to start none.");
        }
        if (!(probability >= 0.5 && probability <= 0.99)) {
            throw new IllegalArgumentException("Probability was " + probability
                    + " but must be 0.5 to 0.99; 0.9 is usual, as estimates know no more of their tails.");
        }
        Set<String> names = new HashSet<>();
        for (InstanceOffer offer : offers) {
            offer.perHour().requireSameUnit(offers.get(0).perHour());
            if (!names.add(offer.name())) {
                throw new IllegalArgumentException("Offer '" + offer.name()
                        + "' came twice but must come once; give machines with different prices different names.");
            }
        }
        if (cap.isPresent()) {
            cap.get().requireSameUnit(offers.get(0).perHour());
            if (!cap.get().isPositive()) {
                throw new IllegalArgumentException("Cap was " + cap.get()
                        + " but must be more than zero; use another policy to start no instances.");
            }
        }
    }

    /** Returns terms with the usual probability and scale-in, and no cap. */
    public static FleetTerms of(List<InstanceOffer> offers, int mostInstances) {
        return new FleetTerms(offers, mostInstances, USUAL_PROBABILITY, Optional.empty(), ScaleInRule.usual());
    }

    /** Returns these terms with a cap. */
    public FleetTerms cappedAt(Amount most) {
        return new FleetTerms(offers, mostInstances, probability, Optional.of(most), scaleIn);
    }

    /** Returns these terms with another probability. */
    public FleetTerms meetingDeadlinesWith(double newProbability) {
        return new FleetTerms(offers, mostInstances, newProbability, cap, scaleIn);
    }

    /** Returns these terms with another rule for scaling in. */
    public FleetTerms scalingInBy(ScaleInRule rule) {
        return new FleetTerms(offers, mostInstances, probability, cap, rule);
    }

    /** Returns the offer of a name, if there is one; the only one where the name is empty. */
    public Optional<InstanceOffer> offer(String name) {
        if (name.isEmpty() && offers.size() == 1) {
            return Optional.of(offers.get(0));
        }
        return offers.stream().filter(offer -> offer.name().equals(name)).findFirst();
    }
}
