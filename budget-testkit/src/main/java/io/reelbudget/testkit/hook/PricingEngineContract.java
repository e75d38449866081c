package io.reelbudget.testkit.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.policy.spi.PriceRequest;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.PriceProfile;
import io.reelbudget.rate.UnpricedException;
import io.reelbudget.rate.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every pricing engine does: the same price for the same request, in the account's unit, and by the version that a
 * hold locks. Extend this in your tests and say how yours is made.
 */
public abstract class PricingEngineContract {

    private Optional<PricingEngine> made = Optional.empty();

    /** Makes a contract. */
    protected PricingEngineContract() {}

    /** Returns the engine. */
    protected abstract PricingEngine create() throws Exception;

    /** Returns an account that it has prices for; {@code acme/video} as it stands here. */
    protected AccountPath account() {
        return AccountPath.of("acme/video");
    }

    /** Returns a job that it has prices for; 10 seconds of H.264 in 720p as it stands here. */
    protected TranscodeJob job() {
        return Samples.job("job", Samples.target(1280, 720, 30));
    }

    /** Returns an instant at which it has prices, as it has an hour later; 10 November 2026 as it stands here. */
    protected Instant at() {
        return Instant.parse("2026-11-10T12:00:00Z");
    }

    @BeforeEach
    final void makeEngine() throws Exception {
        made = Optional.of(create());
    }

    @Nested
    @DisplayName("asked for a price")
    class Price {

        @Test
        void answers_alike_for_the_same_also_at_once() {
            PriceBreakdown price = price(60);

            assertThat(AtOnce.answers("PricingEngine.price", () -> engine().price(request(60, at(), Optional.empty()))))
                    .containsOnly(price);
        }

        @Test
        void prices_in_the_unit_of_the_account() {
            assertThat(price(60).total().unit()).isEqualTo(engine().unit(account()));
        }

        @Test
        void says_by_what_it_was_priced() {
            assertThat(price(60).tag().quotedAt()).isEqualTo(at());
            assertThat(price(60).tag().profile()).isEqualTo(PriceProfile.standard());
            assertThat(price(60).priceVersion()).isNotBlank();
        }

        @Test
        void asks_no_less_for_more_processor_time() {
            long before = 0;
            for (double seconds : new double[] {0, 0.001, 1, 60, 3_600, 360_000}) {
                long micros = price(seconds).total().micros();

                assertThat(micros).as("price of " + seconds + " seconds").isGreaterThanOrEqualTo(before);
                before = micros;
            }
        }

        @ParameterizedTest
        @EnumSource
        void prices_every_ending(Work.Ending ending) {
            PriceRequest asked = request(60, at(), Optional.empty());
            PriceBreakdown price = AtOnce.answer("PricingEngine.price", () -> engine().price(new PriceRequest(
                    asked.account(),
                    asked.job(),
                    asked.cpu(),
                    ending,
                    asked.profile(),
                    asked.quotedAt(),
                    asked.version(),
                    asked.meters())));

            assertThat(price.total().micros()).isNotNegative();
        }

        @Test
        void keeps_to_the_version_and_the_time_that_a_hold_locks() {
            PriceBreakdown quoted = price(60);
            PriceRequest locked = request(60, quoted.tag().quotedAt(), Optional.of(quoted.priceVersion()));

            assertThat(AtOnce.answer("PricingEngine.price", () -> engine().price(locked)))
                    .isEqualTo(quoted);
        }

        @Test
        void prices_by_an_old_version_later_too() {
            PriceBreakdown quoted = price(60);
            Instant later = at().plus(Duration.ofHours(1));
            PriceRequest locked = request(60, later, Optional.of(quoted.priceVersion()));

            assertThat(AtOnce.answer("PricingEngine.price", () -> engine().price(locked))
                            .priceVersion())
                    .isEqualTo(quoted.priceVersion());
        }

        @Test
        void refuses_a_version_that_never_was() {
            PriceRequest unknown = request(60, at(), Optional.of("no-such-version"));

            assertThatExceptionOfType(UnpricedException.class)
                    .isThrownBy(() -> AtOnce.answer("PricingEngine.price", () -> engine().price(unknown)));
        }
    }

    private PricingEngine engine() {
        return made.orElseThrow();
    }

    private PriceBreakdown price(double seconds) {
        return AtOnce.answer("PricingEngine.price", () -> engine().price(request(seconds, at(), Optional.empty())));
    }

    private PriceRequest request(double seconds, Instant quotedAt, Optional<String> version) {
        return new PriceRequest(
                account(),
                job(),
                CpuTime.ofSeconds(seconds),
                Work.Ending.FINISHED,
                PriceProfile.standard(),
                quotedAt,
                version,
                Meters.none());
    }
}
