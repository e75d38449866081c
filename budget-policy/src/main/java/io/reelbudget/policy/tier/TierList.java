package io.reelbudget.policy.tier;

import io.reelbudget.job.TranscodeJob;
import io.reelbudget.money.Amount;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tiers of a service, the lowest first. An account that has none by purchase or by the host's word has one by the
 * size of its budget: the highest whose {@link Tier#fromBudget} is granted in its running period, the lowest of all
 * where there is none.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param version the version of the list, as prices have one; 1 to 64 characters
 * @param tiers 1 to {@value #MAX_TIERS}, each with a name of its own, budgets and prices rising
 */
public record TierList(String version, List<Tier> tiers) {

    /** How many tiers there may be. */
    public static final int MAX_TIERS = 32;

    public TierList {
        tiers = List.copyOf(tiers);
        if (version.isBlank() || version.length() > 64) {
            throw new IllegalArgumentException("Version of the tiers had " + version.length()
                    + " characters but must have 1 to 64 and not be blank; use one such as '2026-11'.");
        }
        if (tiers.isEmpty() || tiers.size() > MAX_TIERS) {
            throw new IllegalArgumentException("There were " + tiers.size() + " tiers but there must be 1 to "
                    + MAX_TIERS + "; name what accounts may do.");
        }
        Set<String> names = new HashSet<>();
        Optional<Amount> budget = Optional.empty();
        Optional<Amount> price = Optional.empty();
        for (Tier tier : tiers) {
            if (!names.add(tier.name())) {
                throw new IllegalArgumentException(
                        "Tier '" + tier.name() + "' stood twice but must have a name of its own; rename one.");
            }
            budget = rising(tier, "budget", budget, tier.fromBudget());
            price = rising(tier, "price", price, tier.price());
        }
    }

    private static Optional<Amount> rising(Tier tier, String what, Optional<Amount> below, Optional<Amount> here) {
        if (below.isPresent() && here.isPresent() && !here.get().isGreaterThan(below.get())) {
            throw new IllegalArgumentException("Tier '" + tier.name() + "' had the " + what + " " + here.get()
                    + " but must have more than the " + below.get()
                    + " of a lower one; give the tiers from the lowest up.");
        }
        return here.isPresent() ? here : below;
    }

    /**
     * Returns a tier by its name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Tier require(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Tier was '" + (name.length() > 64 ? "…" : name) + "' but must be one of "
                                + tiers.stream().map(Tier::name).toList() + "; name one of them."));
    }

    /** Returns a tier by its name, if there is one. */
    public Optional<Tier> find(String name) {
        return tiers.stream().filter(tier -> tier.name().equals(name)).findFirst();
    }

    /** Returns the place of a tier, 0 for the lowest. */
    public int rank(Tier tier) {
        return tiers.indexOf(tier);
    }

    /** Returns whether the budget decides about a tier, so that it needs to be known. */
    public boolean dependsOnBudget() {
        return tiers.stream().anyMatch(tier -> tier.fromBudget().isPresent());
    }

    /**
     * Returns the tier that a budget gives.
     *
     * @param granted what was granted in the account's running period; one in another unit gives none
     */
    public Tier byBudget(Amount granted) {
        Tier found = tiers.get(0);
        for (Tier tier : tiers) {
            boolean given = tier.fromBudget()
                    .filter(from -> from.unit().equals(granted.unit()) && !granted.isLessThan(from))
                    .isPresent();
            found = given ? tier : found;
        }
        return found;
    }

    /**
     * Returns the lowest tier above one that allows a job, if there is one.
     *
     * @param running how many jobs of the account are held for already
     */
    public Optional<Tier> lowestAllowing(TranscodeJob job, int running, Tier above) {
        return tiers.stream()
                .skip(rank(above) + 1L)
                .filter(tier -> tier.breaches(job, running).isEmpty())
                .findFirst();
    }
}
