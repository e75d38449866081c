package io.reelbudget.trainer;

import io.reelbudget.estimator.ContentView;
import io.reelbudget.estimator.RenditionTerms;
import io.reelbudget.job.Complexity;
import io.reelbudget.job.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A past job as it looks where only so much is known of its content: one job makes a row for each view.
 *
 * @param job the job, whose source tells no more than the view
 * @param view what is known of the content
 * @param terms of {@link RenditionTerms}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ViewedJob(PastJob job, ContentView view, double[] terms) {

    /** Returns a row for each view that is known of each job, in the order of jobs and views. */
    static List<ViewedJob> of(List<PastJob> jobs) {
        List<ViewedJob> rows = new ArrayList<>();
        for (PastJob job : jobs) {
            for (ContentView view : ContentView.values()) {
                if (view.isKnownOf(job.source().content())) {
                    Content seen = seen(job.source().content(), view);
                    PastJob viewed = job.withSource(job.source().withContent(seen));
                    rows.add(new ViewedJob(viewed, view, RenditionTerms.of(viewed.source(), viewed.target(), view)));
                }
            }
        }
        return rows;
    }

    private static Content seen(Content content, ContentView view) {
        return switch (view) {
            case X264_TRIALS -> trials(content, "libx264");
            case MPEG4_TRIALS -> trials(content, "mpeg4");
            case COMPLEXITY -> new Content(content.complexity(), List.of(), OptionalDouble.empty());
            case METADATA -> Content.unknown();
        };
    }

    private static Content trials(Content content, String encoder) {
        Optional<Complexity> none = Optional.empty();
        return new Content(
                none,
                content.trials().stream()
                        .filter(trial -> trial.encoder().equals(encoder))
                        .toList(),
                content.decodeSecondsPerMegapixel());
    }

    String encoder() {
        return job.target().encoder();
    }
}
