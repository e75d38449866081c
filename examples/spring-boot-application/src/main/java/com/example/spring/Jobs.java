package com.example.spring;

import io.reelbudget.Admission;
import io.reelbudget.Admission.Admitted;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes jobs: asks whether the account can pay, transcodes, and charges what it took. */
@RestController
class Jobs {

    /** A job as it is handed in: minutes of 1080p video, to be made 720p. */
    record Request(String id, double minutes) {}

    /** What became of it. */
    record Answer(String code, String reason, String charged) {}

    private final Reelbudget budgets;
    private final Encoder encoder;

    Jobs(Reelbudget budgets, Encoder encoder) {
        this.budgets = budgets;
        this.encoder = encoder;
    }

    @PostMapping("/accounts/{account}/jobs")
    Answer run(@PathVariable String account, @RequestBody Request request) {
        Admission answer = budgets.admit(AccountPath.of(account), job(request));
        if (!(answer instanceof Admitted admitted)) {
            return new Answer(answer.code().name(), answer.reason(), "nothing");
        }
        double cpuSeconds = encoder.encode(admitted.job());
        String charged = budgets.capture(admitted, cpuSeconds).amount().toString();
        return new Answer(answer.code().name(), answer.reason(), charged);
    }

    private static TranscodeJob job(Request request) {
        Source source =
                new Source("mov", VideoCodec.H264, 1920, 1080, 30, request.minutes() * 60, 8_000_000, 0);
        Target target = new Target(
                VideoCodec.H264, "libx264", "medium", 1280, 720, 30, new RateControl.Bitrate(2_000_000));
        return TranscodeJob.of(request.id(), source, target);
    }
}
