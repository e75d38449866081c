package io.reelbudget.policy.tier;

import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the accounts of one tier may do.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param name its name: 1 to 64 characters without white space and semicolons, as in rate cards, whose discounts it
 *     gets
 * @param fromBudget an account gets it by the size of its budget, from so much granted in the period on; empty where it
 *     does not; more than zero
 * @param price what it costs for a whole period of its account, in money, more than zero; empty where it is not sold
 * @param codecs the formats that renditions may have; at least one
 * @param largestPicture how large renditions may be; as large as they like, where empty
 * @param priority the highest place among others that jobs may ask for
 * @param concurrency how many jobs of the account may be held for at once, 1 or more; any number, where empty
 * @param overdraft how far holds may take what is available below zero, zero or more; as the account's plan says, where
 *     empty
 * @param presets the encoders' speeds that renditions may name, in the encoders' own words; any, where empty
 */
public record Tier(
        String name,
        Optional<Amount> fromBudget,
        Optional<Amount> price,
        Set<VideoCodec> codecs,
        Optional<PictureLimit> largestPicture,
        Priority priority,
        OptionalInt concurrency,
        Optional<Amount> overdraft,
        Set<String> presets) {

    private static final Pattern NAME = Pattern.compile("[^\\s;\\p{Cc}\\p{Cf}]{1,64}");

    public Tier {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Tier's name had " + name.length()
                    + " characters but must have 1 to 64 without white space and semicolons; use one such as 'gold'.");
        }
        if (codecs.isEmpty()) {
            throw new IllegalArgumentException(
                    "Tier '" + name + "' had no codec but must allow one at least; name those that it allows.");
        }
        codecs = Collections.unmodifiableSet(EnumSet.copyOf(codecs));
        presets = Collections.unmodifiableSet(new TreeSet<>(presets));
        requirePositive(name, "budget from which it is given", fromBudget);
        requirePositive(name, "price", price);
        if (price.isPresent() && price.get().unit().kind() != Unit.Kind.CURRENCY) {
            throw new IllegalArgumentException("Tier '" + name + "' had the price " + price.get()
                    + " but must be sold for money; use a currency.");
        }
        if (overdraft.filter(Amount::isNegative).isPresent() || concurrency.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "Tier '" + name + "' had an overdraft or a number of jobs at once that"
                            + " was less than it may be but must have zero or more, and 1 or more; leave out what is not bound.");
        }
    }

    private static void requirePositive(String name, String what, Optional<Amount> amount) {
        if (amount.isPresent() && !amount.get().isPositive()) {
            throw new IllegalArgumentException("Tier '" + name + "' had the " + what + " of " + amount.get()
                    + " but it must be more than zero; leave it out for none.");
        }
    }

    /**
     * Returns what of a job this tier forbids, in the order of {@link TierBreach.Kind}; nothing where it may run.
     *
     * @param running how many jobs of the account are held for already
     */
    public List<TierBreach> breaches(TranscodeJob job, int running) {
        List<TierBreach> breaches = new ArrayList<>();
        for (Target target : job.targets()) {
            if (!codecs.contains(target.codec())) {
                add(breaches, TierBreach.Kind.CODEC, target.codec().toString(), "one of " + codecs);
            }
        }
        largestPicture.ifPresent(limit -> job.targets().stream()
                .filter(target -> !limit.allows(target))
                .forEach(target -> add(
                        breaches,
                        TierBreach.Kind.RESOLUTION,
                        target.width() + "x" + target.height(),
                        "within " + limit)));
        if (job.serviceLevel().priority().compareTo(priority) > 0) {
            add(
                    breaches,
                    TierBreach.Kind.PRIORITY,
                    job.serviceLevel().priority().toString(),
                    "at most " + priority);
        }
        if (concurrency.isPresent() && running >= concurrency.getAsInt()) {
            add(breaches, TierBreach.Kind.CONCURRENCY, "job " + (running + 1L), "at most " + concurrency.getAsInt());
        }
        for (Target target : job.targets()) {
            if (!presets.isEmpty() && !presets.contains(target.preset())) {
                add(breaches, TierBreach.Kind.SPEED, "preset '" + target.preset() + "'", "one of " + presets);
            }
        }
        return List.copyOf(breaches);
    }

    /** Of several renditions that break the same rule, the first tells. */
    private static void add(List<TierBreach> breaches, TierBreach.Kind what, String asked, String allowed) {
        if (breaches.stream().noneMatch(each -> each.what() == what)) {
            breaches.add(new TierBreach(what, asked, allowed));
        }
    }
}
