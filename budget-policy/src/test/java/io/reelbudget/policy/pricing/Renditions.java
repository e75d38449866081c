package io.reelbudget.policy.pricing;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.CardCharge;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.Delivery;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.PriceProfile;
import io.reelbudget.rate.RateCard;
import io.reelbudget.rate.Work;
import java.time.Instant;

/** Jobs of one rendition, and what they cost. */
final class Renditions {

    static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");

    private Renditions() {}

    static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    static TranscodeJob job(double seconds, VideoCodec codec, int width, int height, double framesPerSecond) {
        Source source = new Source("mov", VideoCodec.H264, width, height, framesPerSecond, seconds, 0, 0);
        Target target =
                new Target(codec, "any", "default", width, height, framesPerSecond, new RateControl.Bitrate(1_000_000));
        return TranscodeJob.of("job", source, target);
    }

    static Work work(TranscodeJob job, Delivery delivery) {
        return new Work(job, new CpuTime(0), delivery, Work.Ending.FINISHED);
    }

    /** Returns what a minute of a rendition costs the first customer of the month. */
    static Amount minute(RateCard card, VideoCodec codec, int width, int height, double framesPerSecond) {
        return charge(card, job(60, codec, width, height, framesPerSecond), Delivery.standard())
                .total();
    }

    static CardCharge charge(RateCard card, TranscodeJob job, Delivery delivery) {
        return card.charge(work(job, delivery), PriceProfile.standard(), "acme", NOW, Meters.none());
    }
}
