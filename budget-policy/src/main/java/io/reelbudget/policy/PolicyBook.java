package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.QualityLadder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which policy is whose.
 *
 * <p>This class is thread-safe.
 */
final class PolicyBook {

    private static final Logger LOG = LoggerFactory.getLogger(RunwayMonitor.class);

    private final ConcurrentMap<AccountPath, AccountPolicy> own;
    private final ConcurrentMap<AccountPath, String> tierOf = new ConcurrentHashMap<>();
    private final Map<String, AccountPolicy> tiers;
    private final Map<Integer, AccountPolicy> depths;
    private final AccountPolicy standard;
    private final QualityLadder ladder;
    private final Function<AccountPath, JobPricing> pricing;
    private final Function<AccountPath, Optional<FleetTerms>> fleets;

    PolicyBook(
            Map<AccountPath, AccountPolicy> own,
            Map<String, AccountPolicy> tiers,
            Map<Integer, AccountPolicy> depths,
            AccountPolicy standard,
            QualityLadder ladder,
            Function<AccountPath, JobPricing> pricing,
            Function<AccountPath, Optional<FleetTerms>> fleets) {
        this.own = new ConcurrentHashMap<>(own);
        this.tiers = Map.copyOf(tiers);
        this.depths = Map.copyOf(depths);
        this.standard = standard;
        this.ladder = ladder;
        this.pricing = pricing;
        this.fleets = fleets;
    }

    void set(AccountPath account, AccountPolicy policy) {
        own.put(account, policy);
    }

    void setTier(AccountPath account, String tier) {
        if (!tiers.containsKey(tier)) {
            throw new IllegalArgumentException("Tier of " + account + " was '" + tier + "' but must be one of "
                    + tiers.keySet() + "; give its policy to the builder first.");
        }
        tierOf.put(account, tier);
    }

    /** Returns what is done about an account: the nearest says so, the more particular first. */
    AccountPolicy policyOf(AccountPath account, Function<AccountPath, Optional<AccountPolicy>> adopted) {
        List<AccountPath> levels = account.levels();
        for (int level = levels.size() - 1; level >= 0; level--) {
            AccountPath at = levels.get(level);
            Optional<AccountPolicy> found = adopted.apply(at)
                    .or(() -> Optional.ofNullable(own.get(at)))
                    .or(() -> Optional.ofNullable(tierOf.get(at)).map(tiers::get));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return Optional.ofNullable(depths.get(levels.size())).orElse(standard);
    }

    /** Returns what an adopted document says; nothing, and an error in the log, where this version cannot read it. */
    Optional<AccountPolicy> compiled(AccountPath account, String json) {
        try {
            PolicyDocument document = PolicyDocument.parse(json);
            JobPricing prices = pricing.apply(account);
            return Optional.of(fleets.apply(account)
                    .map(terms -> document.policy(ladder, prices, terms))
                    .orElseGet(() -> document.policy(ladder, prices)));
        } catch (PolicyDocumentException unreadable) {
            LOG.error(
                    "The policy adopted for {} cannot be read; what the host set counts until another is adopted.",
                    account,
                    unreadable);
            return Optional.empty();
        }
    }
}
