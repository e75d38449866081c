package io.reelbudget.policy.spi;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.PriceProfile;
import io.reelbudget.rate.Work;
import java.time.Instant;
import java.util.Optional;

/**
 * What a pricing engine is asked: what a job costs that takes, or took, so much processor time.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param account who pays
 * @param job the job
 * @param cpu how much processor time: a quantile of the estimate, or what it really took
 * @param ending whether it delivers
 * @param profile what of the account decides the price
 * @param quotedAt when it was quoted: now, or when the hold was placed that locks the price
 * @param version the version that a hold locks; that of {@code quotedAt} where empty
 * @param meters the volumes so far
 */
public record PriceRequest(
        AccountPath account,
        TranscodeJob job,
        CpuTime cpu,
        Work.Ending ending,
        PriceProfile profile,
        Instant quotedAt,
        Optional<String> version,
        Meters meters) {}
