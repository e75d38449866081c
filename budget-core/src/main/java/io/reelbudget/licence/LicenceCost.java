package io.reelbudget.licence;

import io.reelbudget.money.Amount;
import java.util.Optional;

/**
 * What a fee has to do with a job.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param fee the fee's id
 * @param pool who asks for it
 * @param marginal what the job adds to what the licensee owes for the period; negative where volume prices make the
 *     whole cheaper
 * @param amortised the job's share of what the licensee owes for the whole period, zero or more; empty where nothing
 *     says how large the period is
 * @param owedSoFar what the licensee owes for the period, this job included
 * @param charged what the account is charged for it, zero or more
 * @param headroom how far the next tier and the cap are
 */
public record LicenceCost(
        String fee,
        String pool,
        Amount marginal,
        Optional<Amount> amortised,
        Amount owedSoFar,
        Amount charged,
        Headroom headroom) {}
