package io.reelbudget.runway;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When an account runs out, as a distribution.
 *
 * <p>A forecast is made at every change of an account, so what decisions need is there at once: the distribution, its
 * quantiles, how sure it is. The {@linkplain RunwayDetails details} that people look at are worked out when one of them
 * is first asked for, then kept.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class RunwayForecast {

    private final RunOutDistribution runOut;
    private final double probabilityBeforeRenewal;
    private final Optional<InstantQuantiles> exhaustion;
    private final Supplier<RunwayDetails> working;
    private final String model;
    private final Confidence confidence;
    private final String reason;
    private volatile @Nullable RunwayDetails details;

    /** How sure a forecaster is of itself. */
    public enum Confidence {
        /** Hardly any history. */
        LOW,
        /** Some history, or a back-test that the naive forecast wins. */
        MEDIUM,
        /** Several seasons of history and a back-test that the model wins. */
        HIGH
    }

    private RunwayForecast(
            RunOutDistribution runOut,
            double probabilityBeforeRenewal,
            Optional<InstantQuantiles> exhaustion,
            Supplier<RunwayDetails> working,
            String model,
            Confidence confidence,
            String reason) {
        this.runOut = runOut;
        this.probabilityBeforeRenewal = probabilityBeforeRenewal;
        this.exhaustion = exhaustion;
        this.working = working;
        this.model = model;
        this.confidence = confidence;
        this.reason = reason;
    }

    /**
     * Creates a forecast.
     *
     * @param runOut how likely the account has run out by when
     * @param exhaustion when it runs out, <em>given</em> that it does before the renewal; empty where that is so
     *     improbable that nothing can be said
     * @param details works out the details; called at most once by each thread, must always answer the same
     * @param model which model forecast the arrivals
     * @param confidence how sure the forecaster is of itself
     * @param reason why that confidence, in one sentence
     */
    public RunwayForecast(
            RunOutDistribution runOut,
            Optional<InstantQuantiles> exhaustion,
            Supplier<RunwayDetails> details,
            String model,
            Confidence confidence,
            String reason) {
        this(runOut, runOut.beforeRenewal(), exhaustion, details, model, confidence, reason);
    }

    /** Creates the answer of a forecaster that says nothing of a shortfall or of burn rates. */
    public RunwayForecast(
            Instant now,
            Instant renewal,
            double probabilityBeforeRenewal,
            Optional<InstantQuantiles> exhaustion,
            List<SpendPoint> curve,
            List<RunwayTerm> terms,
            String model,
            Confidence confidence,
            String reason) {
        this(
                RunOutDistribution.of(now, renewal, curve),
                probabilityBeforeRenewal,
                exhaustion,
                known(new RunwayDetails(curve, 0, Burn.unknown(), terms)),
                model,
                confidence,
                reason);
    }

    private static Supplier<RunwayDetails> known(RunwayDetails details) {
        return () -> details;
    }

    /** Returns the instant at which it was made. */
    public Instant now() {
        return runOut.now();
    }

    /** Returns when the account's next allowance starts. */
    public Instant renewal() {
        return runOut.renewal();
    }

    /** Returns how likely the account has run out by when. */
    public RunOutDistribution runOut() {
        return runOut;
    }

    /** Returns how likely the account runs out before the renewal, 0 to 1. */
    public double probabilityBeforeRenewal() {
        return probabilityBeforeRenewal;
    }

    /**
     * Returns when the account runs out, <em>given</em> that it does before the renewal: always to be shown beside
     * {@link #probabilityBeforeRenewal}; empty where it is so improbable that nothing can be said.
     */
    public Optional<InstantQuantiles> exhaustion() {
        return exhaustion;
    }

    /** Returns cumulative spending and exhaustion at rising instants, from {@code now} to {@code renewal}. */
    public List<SpendPoint> curve() {
        return details().curve();
    }

    /**
     * Returns by how much the spending until the renewal exceeds what remains, on average over all outcomes, those
     * without a shortfall too; in millionths of the unit.
     */
    public double expectedShortfallMicros() {
        return details().expectedShortfallMicros();
    }

    /** Returns how fast the account spends, compared with an even pace. */
    public Burn burn() {
        return details().burn();
    }

    /** Returns what the spending until the renewal is made of. */
    public List<RunwayTerm> terms() {
        return details().terms();
    }

    /** Returns which model forecast the arrivals. */
    public String model() {
        return model;
    }

    /** Returns how sure the forecaster is of itself. */
    public Confidence confidence() {
        return confidence;
    }

    /** Returns why that confidence, in one sentence. */
    public String reason() {
        return reason;
    }

    /**
     * Returns how long the account lasts: the time until it has run out with a probability of one half; empty where it
     * is more likely than not to last until the renewal.
     */
    public Optional<Duration> runway() {
        return runOut.reaching(0.5).map(instant -> Duration.between(now(), instant));
    }

    /**
     * Returns how likely the account has run out by an instant.
     *
     * @return 0 to 1; that of now or of the renewal for an instant before or after these
     */
    public double probabilityBy(Instant instant) {
        return runOut.by(instant);
    }

    /** Returns how likely the account has run out when so much time has passed. */
    public double probabilityWithin(Duration threshold) {
        return runOut.by(now().plus(threshold));
    }

    private RunwayDetails details() {
        RunwayDetails known = details;
        if (known == null) {
            known = working.get();
            details = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunwayForecast that
                && runOut.equals(that.runOut)
                && probabilityBeforeRenewal == that.probabilityBeforeRenewal
                && exhaustion.equals(that.exhaustion)
                && model.equals(that.model)
                && confidence == that.confidence
                && reason.equals(that.reason)
                && details().equals(that.details());
    }

    @Override
    public int hashCode() {
        return Objects.hash(runOut, exhaustion, model);
    }

    @Override
    public String toString() {
        return "RunwayForecast[" + runOut + ", "
                + exhaustion.map(Object::toString).orElse("hardly") + ", " + model + ", " + confidence + ", " + reason
                + "]";
    }
}
