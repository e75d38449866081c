package io.reelbudget.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.Admission;
import io.reelbudget.HoldSize;
import io.reelbudget.PriceEstimate;
import io.reelbudget.account.AccountPath;
import io.reelbudget.ffmpeg.ProbeResult;
import io.reelbudget.ffmpeg.ProbeSegment;
import io.reelbudget.job.Content;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.PriceRequest;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.PriceProfile;
import io.reelbudget.rate.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demo's words")
class TextsTest {

    private static final Source SOURCE = new Source("mp4", VideoCodec.H264, 1280, 720, 30, 60, 1_000_000, 500_000);
    private static final Target TARGET =
            new Target(VideoCodec.H264, "libopenh264", "default", 1280, 720, 30, new RateControl.Bitrate(1_000_000));
    private static final Clip CLIP = new Clip("film", Path.of("film.mp4"), SOURCE);

    @Test
    void say_what_came_of_each_probe_and_what_it_cost() {
        ProbeResult probed = new ProbeResult.Probed(
                Content.unknown(), List.of(new ProbeSegment(10, 12)), 0.15, ProbeResult.Origin.MEASURED);
        ProbeResult skipped = new ProbeResult.Skipped("It would cost too much.", 0);
        ProbeResult failed = new ProbeResult.Failed("It was no video.", 0.02);

        assertThat(Texts.probe(new ClipProbe(CLIP, probed, 7, 10)))
                .isEqualTo("film: probed in 1 segments for 0.150 CPU s, 1.5 % of what its 7 jobs take at the least");
        assertThat(Texts.probe(new ClipProbe(CLIP, skipped, 7, 1)))
                .isEqualTo("film: skipped for 0.000 CPU s; its 7 jobs are estimated without. It would cost too much.");
        assertThat(Texts.probe(new ClipProbe(CLIP, skipped, 0, 0)))
                .isEqualTo("film: not probed, as no job waits for it");
        assertThat(Texts.probe(new ClipProbe(CLIP, failed, 7, 10)))
                .isEqualTo("film: failed for 0.020 CPU s; its 7 jobs are estimated without. It was no video.");
    }

    @Test
    void show_one_accounts_licence_as_its_share_of_an_illustrative_fee() {
        List<List<String>> lines = DemoAccount.all().stream()
                .map(account -> Texts.licences(quote(account)))
                .toList();

        assertThat(lines.get(1))
                .containsExactly("broadcaster: avc-2026-ott (Via LA AVC): 4500000.00 USD a year whatever is encoded;"
                        + " the job adds 0.000000 and bears 0.003000, its share. Illustrative figures, not legal"
                        + " advice.");
        assertThat(Texts.price(quote(DemoAccount.all().get(1))))
                .isEqualTo("broadcaster: H264 1280x720 libopenh264/default: compute 0.010000 (demo-1)"
                        + " + licence avc-2026-ott 0.003000 (illustrative-avc-2026-11-shared)"
                        + " = 0.013000 USD at the median");
        assertThat(lines.get(0)).isEmpty();
        assertThat(lines.get(2)).isEmpty();
        assertThat(lines.get(3)).isEmpty();
    }

    private static Admission quote(DemoAccount account) {
        TranscodeJob job = TranscodeJob.of("job", SOURCE, TARGET);
        PriceBreakdown price = account.prices()
                .price(new PriceRequest(
                        account.path(),
                        job,
                        CpuTime.ofSeconds(1),
                        Work.Ending.FINISHED,
                        PriceProfile.standard(),
                        Demo.START,
                        Optional.empty(),
                        Meters.none()));
        CostEstimate estimate =
                new CostEstimate(new Quantiles(1, 1, 1), CostEstimate.Origin.RATE, "a second", 0, "Always one second.");
        PriceEstimate quoted = new PriceEstimate(price, price, price);
        AccountPath path = account.path();
        return new Admission.Admitted(
                path,
                job,
                estimate,
                quoted,
                new HoldId(path, IdempotencyKey.named("hold")),
                quoted.holdFor(HoldSize.P90),
                Admission.Reason.FITS,
                "Fits.");
    }
}
