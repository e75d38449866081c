package com.example.spring;

import io.reelbudget.job.TranscodeJob;
import org.springframework.stereotype.Component;

/** Stands where your encoder stands: it only says what the encoding would have taken. */
@Component
class Encoder {

    private static final double CPU_SECONDS_A_SECOND = 0.8;

    /** Returns the CPU seconds that it took. */
    double encode(TranscodeJob job) {
        return job.source().durationSeconds() * CPU_SECONDS_A_SECOND;
    }
}
